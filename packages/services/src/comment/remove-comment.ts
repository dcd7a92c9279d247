import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { findComment } from "./find-comment.ts";

/** Deletes a comment; the first one of a thread takes its answers along. One's own, or, for those who may draw, any. Throws `NOT_FOUND`, `FORBIDDEN`. */
export async function removeComment({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "comment.write");
  const { db, bus } = ctx.services;
  const row = await findComment(ctx.services.db, actor, input.id);
  if (row.author !== actorName(actor)) requirePermission(ctx.actor, "workflow.write");
  await db.$transaction(async (tx) => {
    const { count } = await tx.comment.deleteMany({ where: { id: row.id } });
    if (count === 0) return;
    const { name } = await tx.workflow.findUniqueOrThrow({ where: { id: row.workflowId }, select: { name: true } });
    await writeAudit(tx, { actor, verb: "comment.remove", subject: row.id, detail: { name } });
  });
  await bus.publish("comment", [row.workflowId]);
}
