import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** One message of a conversation with a published workflow, and the run that answers it. */
export interface ChatMessage {
  readonly runId: string;
  /** What all messages of one conversation share. */
  readonly conversation: string;
  readonly text: string;
  /** How that run stands. */
  readonly status: string;
  /** Its output, where it has ended well. */
  readonly outputValueId: string | null;
  /** Epoch ms. */
  readonly at: number;
}

const mostMessages = 200;

// The command that started a run names its entry and its input; `node_id` of a trigger stays as long as the workflow lives.
const text = `
  SELECT r.id AS "runId", r.created_at AS at, r.status, r.output_value_id AS "outputValueId", v.data ->> 'text' AS text,
    coalesce(nullif(v.data ->> 'conversation', ''), r.id::text) AS conversation
  FROM run r
  JOIN run_command c ON c.run_id = r.id AND c.kind = 'start'
  JOIN run_value v ON v.run_id = r.id AND v.id = (c.payload #>> '{input,id}')::uuid
  WHERE r.workflow_id = $1::uuid AND r.workspace_id = $2 AND r.started_by = $3 AND r.version IS NOT NULL
    AND r.fork_of_run IS NULL AND r.parent_run_id IS NULL AND v.data IS NOT NULL AND v.data ->> 'text' IS NOT NULL
    AND c.payload ->> 'entry' IN (SELECT node_id FROM trigger WHERE workflow_id = $1::uuid AND kind = 'chat')
  ORDER BY r.id DESC LIMIT ${mostMessages}`;

/**
 * The messages that whoever asks has sent to a workflow's chat, oldest first: at most 200, those that are still in the
 * database. A message longer than 32 KB is left out.
 */
export async function listMessages({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly workflowId: string };
}): Promise<readonly ChatMessage[]> {
  const actor = requirePermission(ctx.actor, "run.read");
  const values = [input.workflowId, actor.workspaceId, actorName(actor)];
  const { rows } = await ctx.services.pool.query<Omit<ChatMessage, "at"> & { readonly at: Date }>(text, values);
  return rows.reverse().map(({ at, ...row }) => ({ ...row, at: at.getTime() }));
}
