import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Forgets a credential and its value. Steps that name it fail from then on. Throws `NOT_FOUND`. */
export async function removeCredential({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "credential.manage");
  await ctx.services.db.$transaction(async (tx) => {
    const where = { id: input.id, workspaceId: actor.workspaceId };
    const found = await tx.credential.findFirst({ where, select: { handle: true } });
    const gone = await tx.credential.deleteMany({ where });
    if (found === null || gone.count === 0)
      throw new ServiceError("NOT_FOUND", "CREDENTIAL", "There is no such credential.");
    await writeAudit(tx, { actor, verb: "credential.remove", subject: input.id, detail: { name: found.handle } });
  });
}
