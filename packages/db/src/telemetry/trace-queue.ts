import type { SqlRunner } from "../run-log/sql-runner.ts";

/** A run of which spans are to be made, and what stands about it in its row. */
export interface TracedRun {
  readonly runId: string;
  readonly workspaceId: string;
  readonly workflowId: string | null;
  readonly name: string;
  readonly version: number | null;
  readonly planHash: string;
  readonly isEnded: boolean;
  /** Spans of steps that ended up to this event were exported before. */
  readonly seq: number;
  /** The run whose step waits for this one, and its `traceparent` where it was called with one. */
  readonly parent: { readonly runId: string; readonly stepKey: string; readonly trace: string | null } | null;
  /** The same of the run that this one was forked from. */
  readonly forkOf: { readonly runId: string; readonly trace: string | null } | null;
}

/**
 * Which runs still have to be exported as spans: a table with a row for each run that is open, or has ended and is not
 * exported yet. Nothing is written there by runs themselves. Several executors may work on it at once; one that dies gives
 * back what it had taken after two minutes.
 */
export interface TraceQueue {
  /** Finds the runs that were made since the last time; the first time ever, none. True: there are more. */
  note(): Promise<boolean>;
  /** Takes runs that have something to export: those that have ended, and long ones whose log has grown. */
  take(most: number): Promise<{ readonly runs: readonly TracedRun[]; readonly isMore: boolean }>;
  /** Everything of these runs is exported, up to this event. */
  finish(runs: readonly { readonly runId: string; readonly seq: number; readonly isEnded: boolean }[]): Promise<void>;
  /** Gives back what could not be exported. */
  putBack(runIds: readonly string[]): Promise<void>;
  /** How many runs that have ended wait, counted to 10,000, and since when the first of them. */
  backlog(): Promise<{ readonly runs: number; readonly oldestMs: number }>;
}

/** Of one workspace. */
const notedAtOnce = 5_000;
const countedAtMost = 10_000;

export function createTraceQueue(sql: SqlRunner): TraceQueue {
  let isBegun = false;

  return {
    async note() {
      if (!isBegun) {
        await sql.query({ text: "INSERT INTO trace_cursor (id, noted_to) VALUES (1, now()) ON CONFLICT DO NOTHING" });
        isBegun = true;
      }
      const found = await sql.query<{ since: string; horizon: string }>({ name: "trace-horizon", text: horizonText });
      const [cursor] = found.rows;
      if (cursor === undefined) return false;
      const noted = await sql.query({ name: "note-traced", text: noteText, values: [cursor.since] });
      if ((noted.rowCount ?? 0) >= notedAtOnce) return true;
      await sql.query({
        name: "move-trace-cursor",
        text: `WITH moved AS (UPDATE trace_cursor SET noted_to = greatest(noted_to, $1::timestamptz))
          DELETE FROM run_trace WHERE next_at IS NULL AND created_at < $1::timestamptz - interval '1 minute'`,
        values: [cursor.horizon],
      });
      return false;
    },

    async take(most) {
      const found = await sql.query<TakenRow>({ name: "take-traced", text: takeText, values: [most] });
      return { runs: found.rows.filter(({ hasNews }) => hasNews).map(tracedRun), isMore: found.rows.length === most };
    },

    async finish(runs) {
      await sql.query({
        name: "finish-traced",
        text: `UPDATE run_trace t SET seq = f.seq, next_at = CASE WHEN NOT f.ended THEN now() + ${pause} END
          FROM unnest($1::uuid[], $2::int[], $3::bool[]) AS f(id, seq, ended) WHERE t.run_id = f.id`,
        values: [runs.map((run) => run.runId), runs.map((run) => run.seq), runs.map((run) => run.isEnded)],
      });
    },

    async putBack(runIds) {
      await sql.query({
        name: "put-back-traced",
        text: "UPDATE run_trace SET next_at = now() WHERE run_id = ANY($1::uuid[]) AND next_at IS NOT NULL",
        values: [runIds],
      });
    },

    async backlog() {
      const found = await sql.query<{ runs: number; oldestMs: number }>({
        name: "traced-backlog",
        text: `SELECT count(*)::int AS runs,
            coalesce(extract(epoch FROM now() - min(ended_at)) * 1000, 0)::float8 AS "oldestMs"
          FROM (SELECT r.ended_at FROM run_trace t JOIN run r ON r.id = t.run_id
            WHERE t.next_at IS NOT NULL AND r.ended_at IS NOT NULL LIMIT ${countedAtMost}) AS waiting`,
      });
      const { runs = 0, oldestMs = 0 } = found.rows[0] ?? {};
      return { runs, oldestMs: Math.max(0, oldestMs) };
    },
  };
}

interface TakenRow {
  readonly runId: string;
  readonly hasNews: boolean;
  readonly seq: number;
  readonly workspaceId: string;
  readonly workflowId: string | null;
  readonly name: string;
  readonly version: number | null;
  readonly planHash: string;
  readonly isEnded: boolean;
  readonly parentRunId: string | null;
  readonly parentStepKey: string | null;
  readonly parentTrace: string | null;
  readonly forkOfRun: string | null;
  readonly forkTrace: string | null;
}

function tracedRun({
  hasNews: _,
  parentRunId,
  parentStepKey,
  parentTrace,
  forkOfRun,
  forkTrace,
  ...run
}: TakenRow): TracedRun {
  const isChild = parentRunId !== null && parentStepKey !== null;
  return {
    ...run,
    parent: isChild ? { runId: parentRunId, stepKey: parentStepKey, trace: parentTrace } : null,
    forkOf: forkOfRun === null ? null : { runId: forkOfRun, trace: forkTrace },
  };
}

// A row's `created_at` is the begin of its transaction. Every transaction that began before the oldest one that is still under
// way has ended, so all its rows can be seen from now on. One that stays open for ten minutes is no start of a run. Times are
// kept to the millisecond, rounded: hence the two.
const horizonText = `
  SELECT noted_to::text AS since, (greatest(least(now(), (
      SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database()
    )), now() - interval '10 minutes') - interval '2 milliseconds')::text AS horizon
  FROM trace_cursor WHERE id = 1`;

// Ids do not tell when a run was made: what follows another run has an id of that one's end.
const noteText = `
  INSERT INTO run_trace (run_id, created_at, next_at)
  SELECT r.id, r.created_at, now() FROM workspace w CROSS JOIN LATERAL (
    SELECT id, created_at FROM run WHERE run.workspace_id = w.id AND run.created_at >= $1::timestamptz
      AND NOT EXISTS (SELECT FROM run_trace t WHERE t.run_id = run.id)
    ORDER BY created_at LIMIT ${notedAtOnce}
  ) AS r
  ON CONFLICT DO NOTHING`;

/** Until an open run is looked at again: the older it is, the less often; so a long log is read a few times and not always. */
const pause = "least(greatest((now() - t.created_at) / 2, interval '1 second'), interval '5 minutes')";

const takeText = `
  WITH due AS (
    SELECT run_id FROM run_trace WHERE next_at <= now() ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ), looked AS (
    SELECT due.run_id, r.id IS NULL AS gone, r.workspace_id, r.workflow_id, r.name, r.version, r.plan_hash, r.last_seq,
      r.ended_at IS NOT NULL AS ended, r.parent_run_id, r.parent_step_key, r.fork_of_run
    FROM due LEFT JOIN run r ON r.id = due.run_id
  ), taken AS (
    UPDATE run_trace t SET next_at = CASE WHEN gone THEN NULL ELSE now() + CASE
        WHEN ended OR last_seq > t.seq AND t.created_at < now() - interval '10 seconds' THEN interval '2 minutes'
        ELSE ${pause} END END
    FROM looked WHERE t.run_id = looked.run_id
    RETURNING t.run_id, t.seq, coalesce(ended OR last_seq > t.seq AND t.created_at < now() - interval '10 seconds', false)
      AND NOT gone AS has_news
  )
  SELECT taken.run_id AS "runId", taken.has_news AS "hasNews", taken.seq, l.workspace_id AS "workspaceId",
    l.workflow_id AS "workflowId", l.name, l.version, l.plan_hash AS "planHash", l.ended AS "isEnded",
    l.parent_run_id AS "parentRunId", l.parent_step_key AS "parentStepKey", l.fork_of_run AS "forkOfRun",
    CASE WHEN has_news THEN (SELECT e.body->>'trace' FROM run_event e WHERE e.run_id = l.parent_run_id AND e.seq = 1)
      END AS "parentTrace",
    CASE WHEN has_news THEN (SELECT e.body->>'trace' FROM run_event e WHERE e.run_id = l.fork_of_run AND e.seq = 1)
      END AS "forkTrace"
  FROM taken JOIN looked l USING (run_id) ORDER BY taken.run_id`;
