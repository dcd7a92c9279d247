import type { RunStore } from "@orrery/db";
import { type RunEvent, STATE_VERSION } from "@orrery/engine";
import type { Json } from "@orrery/graph";

const wholeLog = 100_000;

/** Everything that the database says of a run when all is over. */
export interface StoredRun {
  readonly runId: string;
  /** Of its graph. */
  readonly name: string;
  readonly status: string;
  readonly errorCode: string | null;
  readonly owner: string | null;
  /** Who holds it, who works at its job, for the story of one that is stuck. */
  readonly holding: string;
  readonly log: readonly RunEvent[];
  readonly snapshot: Json;
  /** Null before it has started. */
  readonly input: Json;
  readonly output: Json;
  /** Commands that no event has answered. */
  readonly unanswered: number;
  /** It was forked from another run, or another from it. */
  readonly isForked: boolean;
  /** Another run started it, and waits for it. */
  readonly isChild: boolean;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly error_code: string | null;
  readonly owner: string | null;
  readonly holding: string;
  readonly output_value_id: string | null;
  readonly unanswered: number;
  readonly is_forked: boolean;
  readonly is_child: boolean;
}

/** Reads all runs there are, one after another: also those whose start was never confirmed. */
export async function* storedRuns({ pool, log, values }: RunStore): AsyncGenerator<StoredRun> {
  const { rows } = await pool.query<Row>(
    `SELECT id, name, status, error_code, owner, output_value_id,
       concat_ws(', ', 'epoch ' || epoch, 'last seq ' || last_seq,
         (SELECT concat('held by process ', pid, ' that was last heard of ', now() - heartbeat_at, ' ago', ', buried ' || ended_at)
           FROM executor WHERE executor.id = run.owner),
         (SELECT string_agg(concat('job to run at ', job.run_at, ', tried ', job.attempts, ', locked by ' || job.locked_by, ', ' || job.last_error), '; ')
           FROM graphile_worker._private_jobs AS job WHERE job.payload->>'runId' = run.id::text)) AS holding,
       (SELECT count(*)::int FROM run_command WHERE run_id = run.id AND handled_seq IS NULL) AS unanswered,
       (fork_of_run IS NOT NULL OR EXISTS (SELECT FROM run AS fork WHERE fork.fork_of_run = run.id)) AS is_forked,
       parent_run_id IS NOT NULL AS is_child
     FROM run ORDER BY id`,
  );
  for (const row of rows) {
    const [events, snapshot] = await Promise.all([
      log.read(row.id, 0, wholeLog),
      log.latestSnapshot(row.id, STATE_VERSION),
    ]);
    const started = events.find((event) => event.type === "run.started");
    yield {
      runId: row.id,
      name: row.name,
      status: row.status,
      errorCode: row.error_code,
      owner: row.owner,
      holding: row.holding,
      log: events,
      snapshot: snapshot?.state ?? null,
      input: started?.type === "run.started" ? await values.read(row.id, started.input.id) : null,
      output: row.output_value_id === null ? null : await values.read(row.id, row.output_value_id),
      unanswered: row.unanswered,
      isForked: row.is_forked,
      isChild: row.is_child,
    };
  }
}
