import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** A published workflow that takes messages. */
export interface PublishedChat {
  readonly workflowId: string;
  readonly name: string;
  /** Epoch ms. */
  readonly publishedAt: number;
}

/** The workflows of the workspace whose published version has a chat that is switched on, oldest first. */
export async function listChats({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly PublishedChat[]> {
  const { workspaceId } = requirePermission(ctx.actor, "run.start");
  const found = await ctx.services.pool.query<{ id: string; name: string; published_at: Date }>({
    name: "published-chats",
    text: `SELECT w.id, v.name, v.published_at FROM workflow w
      JOIN trigger t ON t.workflow_id = w.id AND t.kind = 'chat' AND t.enabled
      JOIN workflow_version v ON v.workflow_id = w.id AND v.number = t.version
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL ORDER BY w.created_at, w.id`,
    values: [workspaceId],
  });
  return found.rows.map(({ id, name, published_at: at }) => ({ workflowId: id, name, publishedAt: at.getTime() }));
}
