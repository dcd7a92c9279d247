import type { Json } from "@orrery/graph";
import type { Plan } from "@orrery/plan";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { withEarlier } from "./earlier-messages.ts";
import { defaultEntry, submitStart } from "./submit-start.ts";

interface PublishedRow {
  readonly number: number;
  readonly name: string;
  readonly plan: Plan;
  readonly drawing_hash: string;
  readonly drawing: string;
}

/**
 * Starts a run of the version that was published last, with this input and nothing else. `chat`: by its chat, as a message.
 * Where a chat starts with a `conversation` and no `messages`, they are what was said there before (`withEarlier`).
 * Throws `NOT_FOUND`, `CONFLICT` (`NOT_PUBLISHED`; `NO_CHAT`), `INVALID` (`INPUT`) or `TOO_LARGE`.
 */
export async function startPublished({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: {
    readonly workflowId: string;
    readonly input: Json;
    readonly chat?: boolean;
    /** `traceparent` of the caller. */
    readonly trace?: string;
  };
}): Promise<{ readonly runId: string; readonly version: number }> {
  const actor = requirePermission(ctx.actor, "run.start");
  const { pool, catalog } = ctx.services;
  const found = await pool.query<PublishedRow | { readonly number: null }>({
    name: "last-version",
    text: `SELECT v.number, v.name, p.plan, v.drawing_hash, d.graph::text AS drawing
      FROM workflow w LEFT JOIN LATERAL (
        SELECT * FROM workflow_version WHERE workflow_id = w.id ORDER BY number DESC LIMIT 1
      ) AS v ON true
      LEFT JOIN plan p ON p.workspace_id = w.workspace_id AND p.hash = v.plan_hash
      LEFT JOIN drawing d ON d.workspace_id = w.workspace_id AND d.hash = v.drawing_hash
      WHERE w.id = $1::uuid AND w.workspace_id = $2 AND w.deleted_at IS NULL`,
    values: [input.workflowId, actor.workspaceId],
  });
  const [row] = found.rows;
  if (row === undefined) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  if (row.number === null) throw new ServiceError("CONFLICT", "NOT_PUBLISHED", "Publish this workflow first.");
  const { number: version, name, plan, drawing_hash: hash, drawing } = row;
  const chat = plan.nodes.find((node) => catalog.get(node.type)?.trigger?.(node.config).kind === "chat");
  if (input.chat === true && chat === undefined)
    throw new ServiceError("CONFLICT", "NO_CHAT", "The published version has no chat.");
  const isChat = input.chat === true && chat !== undefined;
  const entry = isChat ? chat.id : defaultEntry(ctx.services, plan);
  const trigger = isChat
    ? await ctx.services.db.trigger.findUnique({
        where: { workflowId_nodeId: { workflowId: input.workflowId, nodeId: chat.id } },
      })
    : null;
  const { runId } = await submitStart(ctx, {
    name,
    plan,
    planJson: JSON.stringify(plan),
    drawing: { hash, json: drawing },
    workflowId: input.workflowId,
    input: entry !== null && entry === chat?.id ? await withEarlier(ctx, input) : input.input,
    version,
    ...(input.trace !== undefined && { trace: input.trace }),
    ...(isChat && { entry: chat.id, triggerId: trigger?.id ?? null }),
  });
  return { runId, version };
}
