import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** A published workflow that takes messages. */
export interface PublishedChat {
  readonly workflowId: string;
  readonly name: string;
  /** Epoch ms. */
  readonly publishedAt: number;
  /** The step whose text is the run's output as it is, so that it may be shown as it comes; null where there is none. */
  readonly answerStep: string | null;
}

interface OutputNode {
  readonly config: { readonly value?: unknown };
  readonly disabled?: boolean;
}

/** The workflows of the workspace whose published version has a chat that is switched on, oldest first. */
export async function listChats({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly PublishedChat[]> {
  const { workspaceId } = requirePermission(ctx.actor, "run.start");
  const found = await ctx.services.pool.query<{
    id: string;
    name: string;
    published_at: Date;
    outputs: readonly OutputNode[] | null;
  }>({
    name: "published-chats",
    text: `SELECT w.id, v.name, v.published_at,
        (SELECT json_agg(n) FROM json_array_elements(p.plan->'nodes') AS n WHERE n->>'role' = 'output') AS outputs
      FROM workflow w
      JOIN trigger t ON t.workflow_id = w.id AND t.kind = 'chat' AND t.enabled
      JOIN workflow_version v ON v.workflow_id = w.id AND v.number = t.version
      JOIN plan p ON p.workspace_id = w.workspace_id AND p.hash = v.plan_hash
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL ORDER BY w.created_at, w.id`,
    values: [workspaceId],
  });
  return found.rows.map(({ id, name, published_at: at, outputs }) => ({
    workflowId: id,
    name,
    publishedAt: at.getTime(),
    answerStep: answerStep(outputs ?? []),
  }));
}

/** Only where the one output is `{{ <step>.text }}` is what a step streams the answer itself. */
function answerStep([only, ...others]: readonly OutputNode[]): string | null {
  if (only === undefined || others.length > 0 || only.disabled === true) return null;
  const { value } = only.config;
  return typeof value === "string" ? (/^\{\{\s*([a-z][a-z0-9_]*)\.text\s*\}\}$/.exec(value)?.[1] ?? null) : null;
}
