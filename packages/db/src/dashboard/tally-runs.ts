import type { RunFacts } from "@orrery/engine";
import type { EventLog } from "@orrery/ports";
import type { SqlDatabase, SqlRunner } from "../run-log/sql-runner.ts";
import type { NodeBooks } from "./node-books.ts";
import { type EndedRun, readFacts } from "./read-facts.ts";
import { sumRuns } from "./sum-runs.ts";
import { writeSums } from "./write-sums.ts";

/**
 * Somebody else who wants each ended run once. Runs in the transaction that counts these runs: what it writes through
 * `client` lands exactly once a run, or not at all and is tried again. It must not throw for what one run says, or no run is
 * counted any more. Old runs come too, in any order (`endedAt` says when they ended); a run comes some seconds after its end.
 */
export type FactSink = (client: SqlRunner, runs: readonly RunFacts[]) => Promise<void>;

export interface TallyMeans {
  readonly sql: SqlDatabase;
  /** Reads on where logs have left the database. */
  readonly log: Pick<EventLog, "read">;
  readonly books: NodeBooks;
  readonly sinks?: readonly FactSink[];
}

/** So many runs are taken at once, and of those only as many as have so many events together (one at least). */
const runsAtOnce = 200;
const eventsAtOnce = 4_000;

/**
 * Counts runs that have ended in the sums that dashboards are drawn from, the newest first, and tells the sinks. Each run is
 * counted once, whoever crashes when: what is taken comes back after a minute, and is counted in the transaction that deletes
 * its note. Does a bounded amount of work; `isMore` says that there may be some left. Several executors may do it at once.
 */
export async function tallyRuns(means: TallyMeans): Promise<{ readonly counted: number; readonly isMore: boolean }> {
  const { sql, books, sinks = [] } = means;
  const taken = await sql.query<{ id: string }>({ name: "take-uncounted", text: takeUncounted });
  if (taken.rows.length === 0) return { counted: 0, isMore: false };
  const ids = taken.rows.map(({ id }) => id);
  const ended = await sql.query<EndedRun>({ name: "ended-runs", text: endedRuns, values: [ids] });
  const runs = await readFacts(means, ended.rows);
  const names = new Map<string, ReadonlyMap<string, string>>();
  for (const run of ended.rows) names.set(run.id, await books.names(run.workspaceId, run.drawingHash));
  return sql.transaction(async (client) => {
    const mine = await client.query<{ id: string }>({
      name: "count-uncounted",
      text: "DELETE FROM run_uncounted WHERE run_id = ANY($1::uuid[]) RETURNING run_id AS id",
      values: [ids],
    });
    const isMine = new Set(mine.rows.map(({ id }) => id));
    const counted = runs.filter(({ runId }) => isMine.has(runId));
    await writeSums(client, sumRuns(counted.map((facts) => ({ facts, names: names.get(facts.runId) ?? new Map() }))));
    if (counted.length > 0) for (const sink of sinks) await sink(client, counted);
    return { counted: counted.length, isMore: true };
  });
}

const takeUncounted = `
  WITH free AS MATERIALIZED (
    SELECT run_id FROM run_uncounted WHERE taken_until IS NULL OR taken_until < now()
    ORDER BY run_id DESC LIMIT ${runsAtOnce} FOR UPDATE SKIP LOCKED
  ), sized AS (
    SELECT f.run_id, sum(coalesce(r.last_seq, 0)) OVER (ORDER BY f.run_id DESC) - coalesce(r.last_seq, 0) AS before
    FROM free f LEFT JOIN run r ON r.id = f.run_id
  )
  UPDATE run_uncounted u SET taken_until = now() + interval '60 seconds' FROM sized
  WHERE u.run_id = sized.run_id AND sized.before < ${eventsAtOnce} RETURNING u.run_id AS id`;

const endedRuns = `
  SELECT id, workspace_id AS "workspaceId", workflow_id AS "workflowId", plan_hash AS "planHash",
    drawing_hash AS "drawingHash", status, error_code AS "errorCode", created_at AS "createdAt", started_at AS "startedAt",
    ended_at AS "endedAt", last_seq AS "lastSeq"
  FROM run WHERE id = ANY($1::uuid[]) AND ended_at IS NOT NULL ORDER BY ended_at, id`;
