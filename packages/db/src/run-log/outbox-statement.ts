import type { AppendRequest } from "@orrery/ports";
import { valueRow } from "../value-row.ts";

/** Parameters of `outboxText`. */
const columns = 21;

/**
 * What runs say to others, beside the insert of their events: children that their steps start, children that they no longer
 * wait for, and to a step that waits that its child has ended. All of it is fed by the runs whose rows landed. A command's
 * id is the child's own, so that a run can end only once for its parent.
 * @param first the number of its first parameter.
 */
export function outboxText(first: number): { readonly parts: string; readonly tail: string } {
  const p = (offset: number): string => `$${first + offset}`;
  return {
    parts: `, child AS (
    SELECT c.*, held.workspace_id AS workspace, v.plan_hash, v.drawing_hash, v.name AS called, v.face->>'entry' AS entry
    FROM unnest(${p(0)}::uuid[], ${p(1)}::uuid[], ${p(2)}::uuid[], ${p(3)}::text[], ${p(4)}::int[], ${p(5)}::text[], ${p(6)}::int[],
      ${p(7)}::uuid[], ${p(8)}::int[], ${p(9)}::text[], ${p(10)}::text[], ${p(11)}::text[], ${p(12)}::text[], ${p(13)}::bytea[], ${p(20)}::text[])
      AS c(parent, id, command, workflow, version, step, depth, input, bytes, labels, preview, data, sha, blob, budget)
      JOIN held ON held.id = c.parent
      JOIN workflow_version v
        ON v.workflow_id::text = c.workflow AND v.number = c.version AND v.workspace_id = held.workspace_id
  ), new_child AS (
    INSERT INTO run (id, workspace_id, workflow_id, name, plan_hash, drawing_hash, started_by, version, parent_run_id,
      parent_step_key, depth)
    SELECT id, workspace, workflow::uuid, called, plan_hash, drawing_hash, 'run:' || parent, version, parent, step, depth
    FROM child ON CONFLICT DO NOTHING
  ), child_blob AS (
    INSERT INTO blob (workspace_id, sha256, bytes, data)
    SELECT DISTINCT ON (workspace, sha) workspace, sha, bytes, blob FROM child WHERE sha IS NOT NULL
    ON CONFLICT DO NOTHING
  ), child_value AS (
    INSERT INTO run_value (run_id, id, workspace_id, bytes, kind, labels, preview, data, blob_sha)
    SELECT id, input, workspace, bytes, 'json', labels::json, preview, data::json, sha FROM child ON CONFLICT DO NOTHING
  ), child_start AS (
    INSERT INTO run_command (run_id, id, kind, payload, by)
    SELECT id, command, 'start', json_build_object('input', json_build_object('id', input, 'bytes', bytes),
      'planHash', plan_hash, 'entry', entry, 'depth', depth, 'budget', budget::json), 'run:' || parent
    FROM child ON CONFLICT DO NOTHING
  ), child_cancel AS (
    INSERT INTO run_command (run_id, id, kind, payload, by)
    SELECT run.id, c.command, 'cancel', '{}'::json, 'run:' || c.parent
    FROM unnest(${p(14)}::uuid[], ${p(15)}::uuid[], ${p(16)}::uuid[]) AS c(parent, id, command)
      JOIN held ON held.id = c.parent JOIN run ON run.id = c.id AND run.ended_at IS NULL
    ON CONFLICT DO NOTHING RETURNING run_id
  ), child_end AS (
    INSERT INTO run_command (run_id, id, kind, payload, by)
    SELECT run.id, c.child, 'child', c.payload::json, 'run:' || c.child
    FROM unnest(${p(17)}::uuid[], ${p(18)}::uuid[], ${p(19)}::text[]) AS c(child, parent, payload)
      JOIN held ON held.id = c.child JOIN run ON run.id = c.parent
    ON CONFLICT DO NOTHING RETURNING run_id
  ), told AS (
    SELECT run_id FROM child_cancel UNION SELECT run_id FROM child_end
  )`,
    tail: `
  UNION ALL
  SELECT NULL, NULL, pg_notify('orrery_command', run_id::text)::text FROM told
  UNION ALL
  SELECT NULL, NULL, NULL FROM (
    SELECT array_agg(ROW('drive', json_build_object('runId', id), NULL, now(), NULL, 'drive:' || id, NULL, NULL)::graphile_worker.job_spec) AS jobs
    FROM (SELECT id FROM child UNION SELECT run_id FROM told) AS to_drive HAVING count(*) > 0
  ) AS wanted, LATERAL graphile_worker.add_jobs(wanted.jobs)`,
  };
}

/** The parameters of `outboxText`, in order. */
export function outboxValues(batch: readonly AppendRequest[]): readonly unknown[] {
  const starts = batch.flatMap(({ runId, outbox }) =>
    (outbox?.starts ?? []).map((start) => ({ ...start, parent: runId, row: valueRow(start.input) })),
  );
  const cancels = batch.flatMap(({ runId, outbox }) =>
    (outbox?.cancels ?? []).map((one) => ({ ...one, parent: runId })),
  );
  const ends = batch.flatMap(({ runId, outbox }) => {
    if (outbox === undefined || outbox.end === null) return [];
    const { parentRunId, stepKey, end } = outbox.end;
    return [{ runId, parentRunId, payload: JSON.stringify({ stepKey, childRunId: runId, end }) }];
  });
  const values = [
    starts.map((start) => start.parent),
    starts.map((start) => start.runId),
    starts.map((start) => start.commandId),
    starts.map((start) => start.workflowId),
    starts.map((start) => start.version),
    starts.map((start) => start.stepKey),
    starts.map((start) => start.depth),
    starts.map((start) => start.input.id),
    starts.map((start) => start.bytes),
    starts.map((start) => start.row.labels),
    starts.map((start) => start.row.preview),
    starts.map((start) => start.row.data),
    starts.map((start) => start.row.sha),
    starts.map((start) => start.row.blob),
    cancels.map((one) => one.parent),
    cancels.map((one) => one.runId),
    cancels.map((one) => one.commandId),
    ends.map((one) => one.runId),
    ends.map((one) => one.parentRunId),
    ends.map((one) => one.payload),
    starts.map((start) => JSON.stringify(start.budget)),
  ];
  if (values.length !== columns) throw new Error("The statement and its values do not fit.");
  return values;
}
