import { join } from "node:path";
import { openRunStore, type RunStore, submitRuns } from "@orrery/db";
import { withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import { commandSchema } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import type { Benchmark } from "./benchmark.ts";
import { copyWaitingRun } from "./copy-waiting-run.ts";
import { type ExecutorProcess, startExecutorProcess } from "./executor-process.ts";
import { median, percentile } from "./percentile.ts";
import { residentMbOf } from "./process-figures.ts";
import { submissionsOf } from "./submissions.ts";
import { untilStatus, untilSucceeded } from "./until-ended.ts";
import { wire } from "./wire.ts";

const waiting = 1_000_000;
const dueSoon = 100;
const dueInMs = 30_000;
const longMs = 30 * 86_400_000;
const samples = 100;
const restMs = 10_000;

/**
 * What a million runs that wait for a month cost an executor. They are copies of the rows that one such run has, its job
 * included, in a Postgres of their own that is not durable. An executor that is started on them is compared with one that
 * was started on the empty database: its memory at rest, and the time from submitting a run of one step until it has
 * ended. 100 more runs, really submitted, wait for half a minute: how late their timers fire. Takes some ten minutes and 10 GB.
 */
export const waitingMillion: Benchmark = {
  onRequest: true,
  measures: [
    { name: "waiting1m_runs", unit: "count" },
    { name: "waiting1m_row_bytes", unit: "bytes" },
    { name: "waiting1m_rss_mb", unit: "MB" },
    { name: "waiting1m_rss_empty_mb", unit: "MB" },
    { name: "waiting1m_start_p50_ms", unit: "ms" },
    { name: "waiting1m_start_p95_ms", unit: "ms" },
    { name: "waiting1m_start_empty_p50_ms", unit: "ms" },
    { name: "waiting1m_start_empty_p95_ms", unit: "ms" },
    { name: "waiting1m_late_p50_ms", unit: "ms" },
    { name: "waiting1m_late_max_ms", unit: "ms" },
  ],
  run: () => withScratchCluster(measure),
};

async function measure(databaseUrl: string): Promise<Readonly<Record<string, number>>> {
  await migrate(databaseUrl, join(import.meta.dirname, "../../prisma/migrations"));
  const store = openRunStore({ databaseUrl, poolSize: 4, parseCommand: (row) => commandSchema.parse(row) });
  try {
    await store.bus.ready;
    const executor = await startExecutorProcess(databaseUrl);
    const empty = await atWork(store, executor).finally(async () => {
      // One real run is what the others are copies of.
      await submitWaiting(store, 1, longMs);
      await executor.stop();
    });
    const bytesBefore = await databaseBytes(store);
    await copyWaitingRun(store.pool, waiting - 1);
    const bytes = (await databaseBytes(store)) - bytesBefore;
    const second = await startExecutorProcess(databaseUrl);
    try {
      const full = await atWork(store, second);
      const late = await lateness(store);
      return {
        waiting1m_runs: await waitingRuns(store),
        waiting1m_row_bytes: bytes / waiting,
        waiting1m_rss_mb: full.residentMb,
        waiting1m_rss_empty_mb: empty.residentMb,
        waiting1m_start_p50_ms: median(full.times),
        waiting1m_start_p95_ms: percentile(full.times, 0.95),
        waiting1m_start_empty_p50_ms: median(empty.times),
        waiting1m_start_empty_p95_ms: percentile(empty.times, 0.95),
        waiting1m_late_p50_ms: median(late),
        waiting1m_late_max_ms: Math.max(...late),
      };
    } finally {
      await second.stop();
    }
  } finally {
    await store.close();
  }
}

async function submitWaiting(store: RunStore, count: number, ms: number): Promise<readonly string[]> {
  const submissions = submissionsOf(waitGraph(ms), count);
  await submitRuns(store.pool, submissions);
  const runIds = submissions.map(({ runId }) => runId);
  await untilStatus(store, runIds, "waiting");
  return runIds;
}

/** Runs of one step, one after another, then a rest. */
async function atWork(
  store: RunStore,
  executor: ExecutorProcess,
): Promise<{ readonly times: readonly number[]; readonly residentMb: number }> {
  const times: number[] = [];
  for (let i = 0; i < samples; i += 1) {
    const submissions = submissionsOf(stepGraph, 1);
    const from = performance.now();
    await submitRuns(store.pool, submissions);
    await untilSucceeded(
      store,
      submissions.map(({ runId }) => runId),
    );
    times.push(performance.now() - from);
  }
  await new Promise((resolve) => setTimeout(resolve, restMs));
  return { times, residentMb: residentMbOf(executor.pid) };
}

/** From when a timer was due until its event was in the log, ms, of each run. */
async function lateness(store: RunStore): Promise<readonly number[]> {
  const runIds = await submitWaiting(store, dueSoon, dueInMs);
  await untilSucceeded(store, runIds);
  const { rows } = await store.pool.query<{ late: number }>(
    `SELECT extract(epoch FROM fired.at) * 1000 - (waits.body->>'dueAt')::float8 AS late
     FROM run_event AS waits JOIN run_event AS fired ON fired.run_id = waits.run_id AND fired.type = 'step.resumed'
     WHERE waits.run_id = ANY($1::uuid[]) AND waits.type = 'step.waiting'`,
    [runIds],
  );
  if (rows.length !== runIds.length) throw new Error(`${rows.length} of ${runIds.length} timers are in the log.`);
  return rows.map(({ late }) => Number(late));
}

async function databaseBytes(store: RunStore): Promise<number> {
  const { rows } = await store.pool.query("SELECT pg_database_size(current_database())::float8 AS bytes");
  return Number(rows[0].bytes);
}

async function waitingRuns(store: RunStore): Promise<number> {
  const { rows } = await store.pool.query("SELECT count(*)::int AS n FROM run WHERE status = 'waiting'");
  return Number(rows[0].n);
}

const start = {
  id: "start",
  type: "input",
  position: { x: 0, y: 0 },
  config: { schema: { type: "object", properties: {} } },
};

const stepGraph: Graph = {
  schema: "orrery.graph/v1",
  name: "One step",
  nodes: [start, { id: "one", type: "transform", position: { x: 300, y: 0 }, config: { value: 1 } }],
  edges: [wire("start", "one")],
};

function waitGraph(ms: number): Graph {
  return {
    schema: "orrery.graph/v1",
    name: "Waits for a time",
    nodes: [start, { id: "later", type: "wait", position: { x: 300, y: 0 }, config: { ms } }],
    edges: [wire("start", "later")],
  };
}
