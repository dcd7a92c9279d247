import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { mostEarlier } from "./choose-earlier.ts";

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

/** Of a run's input: a message of 32 KB with all that it may bring along of what was said before it. */
const mostBytes = 32 * 1024 + mostEarlier.bytes;

// The value's JSON as text, wherever it stands. What JSON may hold and no text of Postgres (NUL, half a character) is replaced
// before a text is taken out of it.
const json = `regexp_replace(coalesce(v.data::text, convert_from(b.data, 'UTF8')),
  '\\\\u(0000|d[89a-f][0-9a-f]{2})', '\\\\ufffd', 'g')::json`;

// The command that started a run names its entry and its input; `node_id` of a trigger stays as long as the workflow lives.
const text = `
  SELECT r.id AS "runId", r.created_at AS at, r.status, r.output_value_id AS "outputValueId", said.input ->> 'text' AS text,
    coalesce(nullif(said.input ->> 'conversation', ''), r.id::text) AS conversation
  FROM run r
  JOIN run_command c ON c.run_id = r.id AND c.kind = 'start'
  JOIN run_value v ON v.run_id = r.id AND v.id = (c.payload #>> '{input,id}')::uuid AND v.bytes <= ${mostBytes}
  LEFT JOIN blob b ON b.workspace_id = v.workspace_id AND b.sha256 = v.blob_sha
  CROSS JOIN LATERAL (SELECT ${json} AS input OFFSET 0) AS said
  WHERE r.workflow_id = $1::uuid AND r.workspace_id = $2 AND r.started_by = $3 AND r.version IS NOT NULL
    AND r.fork_of_run IS NULL AND r.parent_run_id IS NULL AND said.input ->> 'text' IS NOT NULL
    AND c.payload ->> 'entry' IN (SELECT node_id FROM trigger WHERE workflow_id = $1::uuid AND kind = 'chat')
  ORDER BY r.id DESC LIMIT ${mostMessages}`;

/**
 * The messages that whoever asks has sent to a workflow's chat, oldest first: at most 200, those that are still in the
 * database. A message is left out whose run's input is larger than 96 KB.
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
