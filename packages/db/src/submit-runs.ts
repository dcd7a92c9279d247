import type { NewValue } from "@orrery/ports";
import type { Pool, PoolClient } from "pg";
import { admitRuns, type Gate, placesWithoutExecutors } from "./admission/admission.ts";
import { deadAfterMs } from "./run-log/executor-signs.ts";
import { unnestText } from "./run-log/unnest-text.ts";
import { valueRow } from "./value-row.ts";

/** One run to be created and started. `plan` and `drawing` are JSON texts, stored once by hash. */
export interface RunSubmission {
  readonly runId: string;
  readonly workspaceId: string;
  readonly workflowId: string | null;
  readonly name: string;
  /** `json` null where it is known to be stored: that of a published version. */
  readonly plan: { readonly hash: string; readonly json: string | null };
  readonly drawing: { readonly hash: string; readonly json: string | null };
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
  /** The same key of the same trigger means the same run: where it was there before, this one is not made. */
  readonly key?: string | null;
  /**
   * A living executor that drives it from the start, without claim and job. Where that one has ended meanwhile, the run is
   * nobody's and has its job.
   */
  readonly owner?: string | null;
  /** Which other runs it shares places with; null: none. Such a run is nobody's at first, whoever is named as owner. */
  readonly gate?: Gate | null;
  /** Among the queued runs of its workspace; higher first, 0 where nothing is said. */
  readonly priority?: number;
}

/** What became of a run that was handed in: made, and owned by this executor (null: nobody yet), or refused for a full queue. */
export type SubmittedRun = { readonly owner: string | null } | "full";

/** One command to a run that exists, with the value it carries. */
export interface CommandSubmission {
  readonly runId: string;
  readonly workspaceId: string;
  readonly id: string;
  readonly kind: "cancel" | "answer" | "pause" | "resume" | "settle" | "signal";
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
 * A run that has to wait for a place, of its key or of any executor, has no job: it is admitted when one becomes free.
 * Returns by id what became of each run; one whose id or key was there before was not made, and is not in it.
 * @param limits.maxQueued runs of a workspace that may be queued: exactly so many, whoever else hands runs in. Absent: any number.
 */
export async function submitRuns(
  pool: Pool | PoolClient,
  runs: readonly RunSubmission[],
  { maxQueued }: { readonly maxQueued?: number } = {},
): Promise<ReadonlyMap<string, SubmittedRun>> {
  if (runs.length === 0) return new Map();
  const isLimited = maxQueued !== undefined;
  const newPlans = runs.filter((run) => run.plan.json !== null);
  const newDrawings = runs.filter((run) => run.drawing.json !== null);
  const plans = new Map(newPlans.map((run) => [`${run.workspaceId} ${run.plan.hash}`, run]));
  const drawings = new Map(newDrawings.map((run) => [`${run.workspaceId} ${run.drawing.hash}`, run]));
  const values = valueColumns(
    runs.flatMap(({ runId, workspaceId, input, given = [] }) =>
      [input, ...given].map((value) => ({ runId, workspaceId, value })),
    ),
  );
  const found = await pool.query<{ id: string; owner: string | null; is_full: boolean }>({
    name: isLimited ? "submit-runs-within" : "submit-runs",
    text: `
      WITH ${isLimited ? fullRuns : ""}new_plan AS (
        INSERT INTO plan (workspace_id, hash, plan)
        SELECT w, h, j::json FROM ${unnestText(1, ["text", "text", "text"])} AS t(w, h, j) ON CONFLICT DO NOTHING
      ), new_drawing AS (
        INSERT INTO drawing (workspace_id, hash, graph)
        SELECT w, h, j::json FROM ${unnestText(4, ["text", "text", "text"])} AS t(w, h, j) ON CONFLICT DO NOTHING
      ), new_key AS (
        INSERT INTO trigger_key (trigger_id, key, run_id)
        SELECT g, k, r FROM unnest((SELECT $20::uuid[]), (SELECT $23::text[]), (SELECT $7::uuid[])) AS t(g, k, r) WHERE k IS NOT NULL${isLimited ? " AND r NOT IN (SELECT id FROM full_run)" : ""} ORDER BY g, k
        ON CONFLICT DO NOTHING RETURNING run_id
      ), ${isLimited ? "" : `${room}, `}new_run AS (
        INSERT INTO run (id, workspace_id, workflow_id, name, plan_hash, drawing_hash, started_by, fork_of_run, fork_of_seq,
          version, trigger_id, depth, owner, epoch, place, gate_key, gate_label, gate_limit, priority)
        SELECT t.id, w, f, n, p, d, b, fr, fs, v, g, dp, living.id, CASE WHEN living.id IS NULL THEN 0 ELSE 1 END,
          CASE WHEN gk IS NOT NULL THEN 'key' WHEN nth <= places THEN 'admitted' ELSE 'capacity' END, gk, gt, gl, pr
        FROM unnest((SELECT $7::uuid[]), (SELECT $8::text[]), (SELECT $9::uuid[]), (SELECT $10::text[]), (SELECT $11::text[]),
          (SELECT $12::text[]), (SELECT $13::text[]), (SELECT $17::uuid[]), (SELECT $18::int[]), (SELECT $19::int[]),
          (SELECT $20::uuid[]), (SELECT $21::int[]), (SELECT $22::uuid[]), (SELECT $23::text[]), (SELECT $34::text[]),
          (SELECT $35::text[]), (SELECT $36::int[]), (SELECT $37::int[]), (SELECT $38::int[]))
            AS t(id, w, f, n, p, d, b, fr, fs, v, g, dp, o, k, gk, gt, gl, pr, nth) CROSS JOIN room
          LEFT JOIN executor AS living
            ON living.id = t.o AND living.ended_at IS NULL AND gk IS NULL AND nth <= places
        WHERE ${isLimited ? "t.id NOT IN (SELECT id FROM full_run) AND " : ""}(k IS NULL OR t.id IN (SELECT run_id FROM new_key))
        ON CONFLICT DO NOTHING RETURNING id, owner, place
      ), new_command AS (
        INSERT INTO run_command (run_id, id, kind, payload, by)
        SELECT r, c, 'start', p::json, b FROM unnest((SELECT $7::uuid[]), (SELECT $14::uuid[]), (SELECT $15::text[]), (SELECT $13::text[])) AS t(r, c, p, b)
          JOIN new_run ON new_run.id = r
      ), ${insertValues(24, "JOIN new_run ON new_run.id = r")}, free AS (
        SELECT id FROM executor
        WHERE $16 AND ended_at IS NULL AND active * 2 < capacity
          AND heartbeat_at > now() - make_interval(secs => ${hintedWithinSeconds})
        ORDER BY active::float8 / capacity + random() / 4 LIMIT 1
      )
      SELECT id, owner, is_full,
        (SELECT count(*) FROM (SELECT array_agg(
          ROW('drive', json_build_object('runId', id), NULL, now(), NULL, 'drive:' || id, NULL, NULL)::graphile_worker.job_spec
        ) AS jobs FROM new_run WHERE owner IS NULL AND place = 'admitted' HAVING count(*) > 0) AS wanted,
          LATERAL graphile_worker.add_jobs(wanted.jobs)) AS jobs,
        (SELECT pg_notify('orrery_drive', string_agg(free.id || '/' || new_run.id, ',')) FROM free, new_run
          WHERE new_run.owner IS NULL AND new_run.place = 'admitted' HAVING count(*) > 0) AS hinted,
        (SELECT count(pg_notify('orrery_workspace', w)) FROM (SELECT DISTINCT w FROM unnest((SELECT $8::text[])) AS t(w)) AS shown) AS told
      FROM (SELECT id, owner, false AS is_full FROM new_run${isLimited ? " UNION ALL SELECT id, NULL, true FROM full_run" : ""}) AS submitted`,
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
      runs.map((run) => run.version ?? null),
      runs.map((run) => run.triggerId ?? null),
      runs.map((run) => run.depth ?? 0),
      runs.map((run) => run.owner ?? null),
      runs.map((run) => run.key ?? null),
      ...values,
      runs.map((run) => run.gate?.key ?? null),
      runs.map((run) => run.gate?.label ?? null),
      runs.map((run) => run.gate?.limit ?? null),
      runs.map((run) => run.priority ?? 0),
      placeNumbers(runs),
      ...(isLimited ? [maxQueued] : []),
    ],
  });
  const keys = new Set(runs.flatMap((run) => run.gate?.key ?? []));
  // Should this fail, or nobody be left to do it, the executors' sweep finds the runs.
  if (keys.size > 0) await admitRuns(pool, [...keys]).catch(() => undefined);
  return new Map(found.rows.map((row) => [row.id, row.is_full ? "full" : { owner: row.owner }]));
}

const room = `room AS MATERIALIZED (
        SELECT free_places(make_interval(secs => ${deadAfterMs / 1000}), ${placesWithoutExecutors}) AS places
      )`;

/**
 * The runs that would be queued and find no room. Everything that is written looks at these first: whoever waits for
 * another's key has taken the workspace's lock by then, and no circle can form.
 */
const fullRuns = `${room}, full_run AS MATERIALIZED (
        SELECT id FROM (
          SELECT t.id, t.w, row_number() OVER (PARTITION BY t.w ORDER BY t.place) AS nth_queued
          FROM unnest((SELECT $7::uuid[]), (SELECT $8::text[]), (SELECT $20::uuid[]), (SELECT $23::text[]), (SELECT $34::text[]),
            (SELECT $38::int[])) WITH ORDINALITY AS t(id, w, g, k, gk, nth, place) CROSS JOIN room
          WHERE (gk IS NOT NULL OR nth > places)
            AND NOT EXISTS (SELECT FROM trigger_key WHERE trigger_id = g AND key = k)
        ) AS queuing JOIN queue_room((SELECT $8::text[]), $39) AS queue ON queue.w = queuing.w
        WHERE nth_queued > queue.room
      ), `;

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

/** From 1, how manyth of the batch each run is that takes a place at once. */
function placeNumbers(runs: readonly RunSubmission[]): number[] {
  let taken = 0;
  return runs.map(({ gate }) => {
    if (gate == null) taken += 1;
    return taken;
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

function insertValues(first: number, only = ""): string {
  return `given AS (
        SELECT t.* FROM ${unnestText(first, ["uuid", "uuid", "text", "int", "text", "text", "text", "text", "text", "bytea"])}
          AS t(r, i, w, n, k, l, p, j, h, b) ${only}
      ), new_blob AS (
        INSERT INTO blob (workspace_id, sha256, bytes, data)
        SELECT DISTINCT ON (w, h) w, h, n, b FROM given WHERE h IS NOT NULL ON CONFLICT DO NOTHING
      ), new_value AS (
        INSERT INTO run_value (run_id, id, workspace_id, bytes, kind, labels, preview, data, blob_sha)
        SELECT r, i, w, n, k, l::json, p, j::json, h FROM given ON CONFLICT DO NOTHING
      )`;
}
