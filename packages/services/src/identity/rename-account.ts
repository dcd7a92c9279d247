import { requirePerson } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";

/** Changes one's own name, as others see it. */
export async function renameAccount({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly name: string };
}): Promise<void> {
  const actor = requirePerson(ctx.actor);
  await ctx.services.db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: actor.userId }, data: { name: input.name } });
    await writeAudit(tx, { actor, verb: "person.rename", subject: actor.userId, detail: { to: input.name } });
  });
}
