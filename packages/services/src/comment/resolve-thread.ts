import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { findComment } from "./find-comment.ts";

/** Says that what a thread is about is settled, or that it is not. Throws `NOT_FOUND`. */
export async function resolveThread({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly resolved: boolean };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "comment.write");
  const { db, bus } = ctx.services;
  const row = await findComment(ctx.services.db, actor, input.id);
  if (row.threadId !== null) throw new ServiceError("NOT_FOUND", "COMMENT", "An answer is settled with its thread.");
  const data = input.resolved
    ? { resolvedAt: new Date(), resolvedBy: actorName(actor) }
    : { resolvedAt: null, resolvedBy: null };
  await db.$transaction(async (tx) => {
    const where = { id: row.id, resolvedAt: input.resolved ? null : { not: null } };
    const { count } = await tx.comment.updateMany({ where, data });
    // Who resolved it first has resolved it.
    if (count === 0) return;
    const { name } = await tx.workflow.findUniqueOrThrow({ where: { id: row.workflowId }, select: { name: true } });
    const verb = input.resolved ? "comment.resolve" : "comment.reopen";
    await writeAudit(tx, { actor, verb, subject: row.id, detail: { name } });
  });
  await bus.publish("comment", [row.workflowId]);
}
