import type { NewValue } from "@orrery/ports";
import type { Pool, PoolClient } from "pg";
import { valueRow } from "./value-row.ts";

/** One run to be created and started. `plan` and `drawing` are JSON texts, stored once by hash. */
export interface RunSubmission {
  readonly runId: string;
  readonly workspaceId: string;
  readonly workflowId: string | null;
  readonly name: string;
  readonly plan: { readonly hash: string; readonly json: string };
  readonly drawing: { readonly hash: string; readonly json: string };
  readonly startedBy: string;
  readonly command: { readonly id: string; readonly payload: string };
  readonly input: NewValue;
  /** Values that a person gives a forked run in place of steps' outputs. */
  readonly given?: readonly NewValue[];
  readonly forkOf?: { readonly runId: string; readonly seq: number };
  /** The published version; null: a draft. */
  readonly version?: number | null;
  readonly triggerId?: string | null;
  /** How many runs one after another led to this one. */
  readonly depth?: number;
}

/** One command to a run that exists, with the value it carries. */
export interface CommandSubmission {
  readonly runId: string;
  readonly workspaceId: string;
  readonly id: string;
  readonly kind: "cancel" | "answer" | "pause" | "resume" | "settle";
  readonly payload: string;
  readonly by: string;
  readonly value: NewValue | null;
}

/** More runs than that in one statement are fetched as jobs by whoever is free, faster than one executor would. */
const mostHinted = 8;

/** Half of the eight seconds after which an executor is dead. */
const hintedWithinSeconds = 4;

/**
 * Creates runs together with their start command and the job that drives them: one statement for all, so a crash leaves
 * either everything or nothing. A few runs are also shown to one living executor with room, which need not wait for its
 * dispatcher then; whether it gets them is decided by the claim, and without it the job stands. Throws the database's error.
 */
export async function submitRuns(pool: Pool | PoolClient, runs: readonly RunSubmission[]): Promise<void> {
  if (runs.length === 0) return;
  const plans = new Map(runs.map((run) => [`${run.workspaceId} ${run.plan.hash}`, run]));
  const drawings = new Map(runs.map((run) => [`${run.workspaceId} ${run.drawing.hash}`, run]));
  const values = valueColumns(
    runs.flatMap(({ runId, workspaceId, input, given = [] }) =>
      [input, ...given].map((value) => ({ runId, workspaceId, value })),
    ),
  );
  await pool.query({
    name: "submit-runs",
    text: `
      WITH new_plan AS (
        INSERT INTO plan (workspace_id, hash, plan)
        SELECT w, h, j::json FROM unnest($1::text[], $2::text[], $3::text[]) AS t(w, h, j) ON CONFLICT DO NOTHING
      ), new_drawing AS (
        INSERT INTO drawing (workspace_id, hash, graph)
        SELECT w, h, j::json FROM unnest($4::text[], $5::text[], $6::text[]) AS t(w, h, j) ON CONFLICT DO NOTHING
      ), new_run AS (
        INSERT INTO run (id, workspace_id, workflow_id, name, plan_hash, drawing_hash, started_by, fork_of_run, fork_of_seq)
        SELECT * FROM unnest($7::uuid[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $17::uuid[], $18::int[])
      ), new_command AS (
        INSERT INTO run_command (run_id, id, kind, payload, by)
        SELECT r, c, 'start', p::json, b FROM unnest($7::uuid[], $14::uuid[], $15::text[], $13::text[]) AS t(r, c, p, b)
      ), ${insertValues(19)}, free AS (
        SELECT id FROM executor
        WHERE $16 AND ended_at IS NULL AND active * 2 < capacity
          AND heartbeat_at > now() - make_interval(secs => ${hintedWithinSeconds})
        ORDER BY active::float8 / capacity + random() / 4 LIMIT 1
      )
      SELECT graphile_worker.add_jobs(array_agg(
        ROW('drive', json_build_object('runId', r), NULL, now(), NULL, 'drive:' || r, NULL, NULL)::graphile_worker.job_spec
      )),
      (SELECT pg_notify('orrery_drive', string_agg(free.id || '/' || r, ',')) FROM free, unnest($7::uuid[]) AS t(r) HAVING count(*) > 0),
      (SELECT count(pg_notify('orrery_workspace', w)) FROM (SELECT DISTINCT w FROM unnest($8::text[]) AS t(w)) AS shown)
      FROM unnest($7::uuid[]) AS t(r)`,
    values: [
      [...plans.values()].map((run) => run.workspaceId),
      [...plans.values()].map((run) => run.plan.hash),
      [...plans.values()].map((run) => run.plan.json),
      [...drawings.values()].map((run) => run.workspaceId),
      [...drawings.values()].map((run) => run.drawing.hash),
      [...drawings.values()].map((run) => run.drawing.json),
      runs.map((run) => run.runId),
      runs.map((run) => run.workspaceId),
      runs.map((run) => run.workflowId),
      runs.map((run) => run.name),
      runs.map((run) => run.plan.hash),
      runs.map((run) => run.drawing.hash),
      runs.map((run) => run.startedBy),
      runs.map((run) => run.command.id),
      runs.map((run) => run.command.payload),
      runs.length <= mostHinted,
      runs.map((run) => run.forkOf?.runId ?? null),
      runs.map((run) => run.forkOf?.seq ?? null),
      ...values,
    ],
  });
}

/**
 * Adds one command to a run's inbox, wakes the executor that drives the run, and asks for a drive in case none does.
 * A command id that is there already changes nothing. Throws the database's error.
 */
export async function submitCommand(pool: Pool | PoolClient, command: CommandSubmission): Promise<void> {
  const values = valueColumns(
    command.value === null ? [] : [{ runId: command.runId, workspaceId: command.workspaceId, value: command.value }],
  );
  await pool.query({
    name: "submit-command",
    text: `
      WITH new_command AS (
        INSERT INTO run_command (run_id, id, kind, payload, by) VALUES ($1::uuid, $2::uuid, $3, $4::json, $5)
        ON CONFLICT DO NOTHING
      ), ${insertValues(6)}
      SELECT graphile_worker.add_jobs(ARRAY[
               ROW('drive', json_build_object('runId', $1::uuid), NULL, now(), NULL, 'drive:' || $1::text, NULL, NULL)::graphile_worker.job_spec
             ]),
             pg_notify('orrery_command', $1::text)`,
    values: [command.runId, command.id, command.kind, command.payload, command.by, ...values],
  });
}

interface OwnedValue {
  readonly runId: string;
  readonly workspaceId: string;
  readonly value: NewValue;
}

/** Columns for `insertValues`: run, id, workspace, bytes, kind, labels, preview, inline JSON, hash, blob bytes. */
function valueColumns(rows: readonly OwnedValue[]): unknown[][] {
  const prepared = rows.map(({ runId, workspaceId, value }) => ({ runId, workspaceId, ...valueRow(value) }));
  return [
    prepared.map((row) => row.runId),
    prepared.map((row) => row.id),
    prepared.map((row) => row.workspaceId),
    prepared.map((row) => row.bytes),
    prepared.map((row) => row.kind),
    prepared.map((row) => row.labels),
    prepared.map((row) => row.preview),
    prepared.map((row) => row.data),
    prepared.map((row) => row.sha),
    prepared.map((row) => row.blob),
  ];
}

function insertValues(first: number): string {
  const at = (offset: number): string => `$${first + offset}`;
  return `given AS (
        SELECT * FROM unnest(${at(0)}::uuid[], ${at(1)}::uuid[], ${at(2)}::text[], ${at(3)}::int[], ${at(4)}::text[], ${at(5)}::text[],
          ${at(6)}::text[], ${at(7)}::text[], ${at(8)}::text[], ${at(9)}::bytea[]) AS t(r, i, w, n, k, l, p, j, h, b)
      ), new_blob AS (
        INSERT INTO blob (workspace_id, sha256, bytes, data)
        SELECT DISTINCT ON (w, h) w, h, n, b FROM given WHERE h IS NOT NULL ON CONFLICT DO NOTHING
      ), new_value AS (
        INSERT INTO run_value (run_id, id, workspace_id, bytes, kind, labels, preview, data, blob_sha)
        SELECT r, i, w, n, k, l::json, p, j::json, h FROM given ON CONFLICT DO NOTHING
      )`;
}
