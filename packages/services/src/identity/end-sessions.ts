import { requirePerson } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Signs out elsewhere: one of one's own sessions, or all but the one that asks. Throws `NOT_FOUND`. */
export async function endSessions({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly which: "others" } | { readonly which: "one"; readonly id: string };
}): Promise<{ readonly ended: number }> {
  const actor = requirePerson(ctx.actor);
  const id = input.which === "one" ? { equals: input.id } : { not: actor.sessionId };
  const ended = await ctx.services.db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId: actor.userId, id } });
    if (count === 0 && input.which === "one") throw new ServiceError("NOT_FOUND", "SESSION", "It has ended already.");
    if (count > 0) await writeAudit(tx, { actor, verb: "person.sign-out-elsewhere", subject: actor.userId });
    return count;
  });
  await ctx.services.bus.publish("access", [`user:${actor.userId}`]);
  return { ended };
}
