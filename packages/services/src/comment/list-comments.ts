import { actorName, requirePermission } from "../actor.ts";
import { nameActors } from "../audit/name-actors.ts";
import type { ServiceContext } from "../service-context.ts";
import { getWorkflow } from "../workflow/get-workflow.ts";
import type { CommentRow, CommentThread } from "./comment-row.ts";

/** The threads of a workflow, resolved ones included, oldest first. Throws `NOT_FOUND`. */
export async function listComments({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly workflowId: string };
}): Promise<readonly CommentThread[]> {
  const actor = requirePermission(ctx.actor, "workflow.read");
  await getWorkflow({ ctx, input: { id: input.workflowId } });
  const { db } = ctx.services;
  const rows = await db.comment.findMany({
    where: { workflowId: input.workflowId, workspaceId: actor.workspaceId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const named = rows.flatMap(({ author, resolvedBy }) => [author, ...(resolvedBy === null ? [] : [resolvedBy])]);
  const names = await nameActors(
    db,
    actor.workspaceId,
    named.map((one) => ({ actor: one })),
  );
  const me = actorName(actor);
  const nameOf = (by: string) => names.get(by) ?? (by === "local" ? "The command line" : null);
  const asRow = (row: (typeof rows)[number]): CommentRow => ({
    id: row.id,
    text: row.text,
    author: nameOf(row.author),
    at: row.createdAt.getTime(),
    editedAt: row.editedAt?.getTime() ?? null,
    isOwn: row.author === me,
  });
  const replies = Map.groupBy(
    rows.filter((row) => row.threadId !== null),
    (row) => row.threadId,
  );
  return rows
    .filter((row) => row.threadId === null)
    .map((row) => ({
      ...asRow(row),
      nodeId: row.nodeId,
      resolved:
        row.resolvedAt === null
          ? null
          : { at: row.resolvedAt.getTime(), by: row.resolvedBy === null ? null : nameOf(row.resolvedBy) },
      replies: (replies.get(row.id) ?? []).map(asRow),
    }));
}
