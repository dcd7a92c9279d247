import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { findComment } from "./find-comment.ts";

/** More than anybody reads; what has been settled can be deleted. */
const mostComments = 2_000;

/**
 * Says something about a workflow, or about one of its nodes, or answers in a thread, which opens it again. A node may be one
 * that the draft does not have yet. Throws `NOT_FOUND` and, at 2,000 of them, `CONFLICT` (`COMMENTS`).
 */
export async function addComment({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: {
    readonly workflowId: string;
    readonly text: string;
    readonly nodeId?: string;
    readonly threadId?: string;
  };
}): Promise<{ readonly id: string }> {
  const actor = requirePermission(ctx.actor, "comment.write");
  const { db, bus } = ctx.services;
  const { workflowId, text, nodeId, threadId } = input;
  const { workspaceId } = actor;
  const id = uuidv7();
  await db.$transaction(async (tx) => {
    const found = await tx.$queryRaw<
      { name: string }[]
    >`SELECT name FROM workflow WHERE id = ${workflowId}::uuid AND workspace_id = ${workspaceId} AND deleted_at IS NULL FOR UPDATE`;
    const workflow = found[0];
    if (workflow === undefined) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
    const there = await tx.comment.count({ where: { workflowId } });
    if (there >= mostComments) {
      throw new ServiceError(
        "CONFLICT",
        "COMMENTS",
        `There are ${there} comments already. Delete some that are settled.`,
      );
    }
    if (threadId !== undefined) {
      const thread = await findComment(tx, actor, threadId);
      if (thread.workflowId !== workflowId || thread.threadId !== null) {
        throw new ServiceError("NOT_FOUND", "COMMENT", "This comment is gone.");
      }
      await tx.comment.updateMany({ where: { id: threadId }, data: { resolvedAt: null, resolvedBy: null } });
    }
    await tx.comment.create({
      data: {
        ...{ id, workspaceId, workflowId, text, author: actorName(actor) },
        threadId: threadId ?? null,
        nodeId: threadId === undefined ? (nodeId ?? null) : null,
      },
    });
    await writeAudit(tx, { actor, verb: "comment.add", subject: id, detail: { name: workflow.name } });
  });
  await bus.publish("comment", [workflowId]);
  return { id };
}
