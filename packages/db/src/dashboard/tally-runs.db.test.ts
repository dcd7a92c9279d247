import type { EventBody, RunEvent, RunFacts } from "@orrery/engine";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type SqlDatabase, sqlDatabase } from "../run-log/sql-runner.ts";
import { indexRuns } from "../search/index-runs.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { forgetTallies } from "./forget-tallies.ts";
import { createNodeBooks } from "./node-books.ts";
import { type TallyMeans, tallyRuns } from "./tally-runs.ts";

let database: TestDatabase;
let pool: pg.Pool;
let sql: SqlDatabase;
const workflowId = "01a209f8-0000-7000-8000-00000000aaaa";
/** The middle of an hour, so that two runs one second apart fall into the same one. */
const noon = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 86_400_000 + 12.5 * 3_600_000;
const hour = new Date(noon - 1_800_000);
const day = new Date(noon - 12.5 * 3_600_000);

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 6 });
  sql = sqlDatabase(pool);
  const node = { type: "http", nodeHash: "h", container: null };
  await pool.query("INSERT INTO plan (workspace_id, hash, plan) VALUES ('default', 'p', $1)", [
    JSON.stringify({ nodes: [{ id: "ask", ...node }] }),
  ]);
  await pool.query("INSERT INTO drawing (workspace_id, hash, graph) VALUES ('default', 'd', $1)", [
    JSON.stringify({ nodes: [{ id: "ask", label: "Ask the shop" }] }),
  ]);
  await pool.query("INSERT INTO workflow (id, workspace_id, name) VALUES ($1, 'default', 'Parcels')", [workflowId]);
});
beforeEach(async () => {
  await pool.query("TRUNCATE run, run_search, run_uncounted, run_tally, node_tally, fault_tally, run_fault CASCADE");
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const output = { id: "v", bytes: 1 };
const error = { code: "HTTP_500", class: "permanent" } as const;
const usage = { inputTokens: 3, outputTokens: 4, usd: 0.5 };
const started: EventBody = { type: "run.started", at: 0, commandId: "c", planHash: "p", input: output, entry: null };
const well: readonly EventBody[] = [
  started,
  { type: "step.succeeded", at: 1_100, startedAt: 100, stepKey: "ask", attempt: 1, output, usage },
];
const badly: readonly EventBody[] = [
  started,
  { type: "step.retrying", at: 40, startedAt: 20, stepKey: "ask", attempt: 1, error, dueAt: 50 },
  { type: "step.failed", at: 70, startedAt: 50, stepKey: "ask", attempt: 2, error, handled: "fail" },
  { type: "run.failed", at: 71, error, stepKey: "ask" },
];

interface Given {
  readonly status?: RunFacts["status"];
  readonly errorCode?: string;
  readonly ms?: number | null;
  readonly workflowId?: string | null;
}

function logOf(bodies: readonly EventBody[]): readonly RunEvent[] {
  return bodies.map((body, index): RunEvent => ({ v: 1, seq: index + 1, epoch: 1, ...body }));
}

/** A run that has ended, and is noted as such. */
async function addRun(given: Given, bodies: readonly EventBody[], lastSeq = bodies.length): Promise<string> {
  const id = uuidv7({ msecs: noon });
  const ms = given.ms === undefined ? 1_200 : given.ms;
  await pool.query(
    `INSERT INTO run (id, workspace_id, workflow_id, name, plan_hash, drawing_hash, started_by, status, error_code, last_seq,
       created_at, started_at, ended_at)
      VALUES ($1, 'default', $2, 'Parcels', 'p', 'd', 'local', $3, $4, $5, $6, $7, $8)`,
    [
      id,
      given.workflowId === undefined ? workflowId : given.workflowId,
      given.status ?? "succeeded",
      given.errorCode ?? null,
      lastSeq,
      new Date(noon),
      ms === null ? null : new Date(noon),
      new Date(noon + (ms ?? 0)),
    ],
  );
  for (const event of logOf(bodies)) {
    await pool.query(
      "INSERT INTO run_event (run_id, seq, at, epoch, type, body) VALUES ($1, $2, to_timestamp(0), 1, $3, $4)",
      [id, event.seq, event.type, JSON.stringify(event)],
    );
  }
  return id;
}

function means(more: Partial<TallyMeans> = {}): TallyMeans {
  return { sql, log: { read: async () => [] }, books: createNodeBooks(sql), ...more };
}

async function countAll(given: TallyMeans = means()): Promise<number> {
  while ((await indexRuns(sql)).indexed > 0);
  let all = 0;
  for (;;) {
    const { counted, isMore } = await tallyRuns(given);
    all += counted;
    if (!isMore) return all;
  }
}

async function rowsOf(table: string): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await pool.query<Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`);
  return rows;
}

/** The histogram in which only these buckets are not empty. */
function times(counts: Readonly<Record<number, number>>): number[] {
  const last = Math.max(...Object.keys(counts).map(Number));
  return Array.from({ length: last + 1 }, (_, bucket) => counts[bucket] ?? 0);
}

test("ended runs are counted once, by hour and day, for all, their workflow and their nodes; sinks get what they tell", async () => {
  const good = await addRun({}, well);
  const bad = await addRun({ status: "failed", errorCode: "HTTP_500", ms: 71 }, badly);
  await addRun({ status: "cancelled", ms: null }, []);
  await addRun({ workflowId: null, status: "failed", errorCode: "BUDGET_EXCEEDED", ms: 0 }, [started]);
  const told: RunFacts[] = [];
  const given = means({ sinks: [async (_, runs) => void told.push(...runs)] });
  expect([await countAll(given), await countAll(given)]).toEqual([4, 0]);

  expect(told.map(({ status, nodes }) => [status, nodes.map(({ nodeId, ms }) => [nodeId, ms])]).sort()).toEqual([
    ["cancelled", []],
    ["failed", []],
    ["failed", [["ask", 40]]],
    ["succeeded", [["ask", 1_000]]],
  ]);
  const spent = { usd: 0.5, tokens: 7, slow_run_id: good, slow_ms: 1_200 };
  // 71 ms and 1,200 ms.
  const own = { succeeded: 1, failed: 1, cancelled: 1, times: times({ 50: 1, 82: 1 }), ...spent };
  const all = { ...own, failed: 2, times: times({ 0: 1, 50: 1, 82: 1 }) };
  const none = { succeeded: 0, failed: 1, cancelled: 0, times: [1], usd: 0, tokens: 0, slow_ms: 0 };
  const both = (subject: string, row: object) =>
    [
      { hours: 1, at: hour },
      { hours: 24, at: day },
    ].map((unit) => ({ workspace_id: "default", subject, ...unit, ...row }));
  expect(await rowsOf("run_tally")).toEqual([
    ...both("*", all),
    ...both("-", { ...none, slow_run_id: expect.any(String) }),
    ...both(workflowId, own),
  ]);
  const face = { node_id: "ask", node_type: "http", node_name: "Ask the shop" };
  expect(await rowsOf("node_tally")).toEqual(
    both(workflowId, {
      ...{ ...face, is_container: false, runs: 2, failed_runs: 1, retries: 1, ms: 1_040, usd: 0.5, tokens: 7 },
      // 40 ms and 1,000 ms.
      ...{ times: times({ 43: 1, 80: 1 }), slow_run_id: good, slow_ms: 1_000, dear_run_id: good, dear_usd: 0.5 },
    }),
  );
  expect(await rowsOf("fault_tally")).toEqual([
    ...both("-", {
      ...{ node_id: "", node_type: "", node_name: "", code: "BUDGET_EXCEEDED", runs: 1 },
      last_run_id: expect.any(String),
    }),
    ...both(workflowId, { ...face, code: "HTTP_500", runs: 1, last_run_id: bad }),
  ]);
  expect((await rowsOf("run_fault")).map((row) => [row.node_id, row.code]).sort()).toEqual([
    ["", "BUDGET_EXCEEDED"],
    ["ask", "HTTP_500"],
  ]);
});

test("a sum grows by what ends later, whatever the length of its histogram", async () => {
  await addRun({ ms: 40 }, []);
  await countAll();
  const slow = await addRun({ ms: 5_000 }, []);
  await addRun({ ms: 2 }, []);
  await countAll();
  const [all] = await rowsOf("run_tally");
  expect(all).toMatchObject({ succeeded: 3, times: times({ 9: 1, 43: 1, 99: 1 }), slow_run_id: slow, slow_ms: 5_000 });
});

test("what breaks off half-way counts nothing, and is done again later", async () => {
  await addRun({}, well);
  const broken = means({ sinks: [() => Promise.reject(new Error("no room"))] });
  await expect(countAll(broken)).rejects.toThrow("no room");
  // Another executor leaves it alone as long as the first may still be at it.
  expect([await countAll(), (await rowsOf("run_tally")).length]).toEqual([0, 0]);
  await pool.query("UPDATE run_uncounted SET taken_until = now() - interval '1 second'");
  expect([await countAll(), await countAll()]).toEqual([1, 0]);
  expect((await rowsOf("run_tally")).map(({ succeeded }) => succeeded)).toEqual([1, 1, 1, 1]);
});

test("several executors at once count each run once", async () => {
  for (let i = 0; i < 30; i += 1) await addRun({}, i % 2 === 0 ? well : badly);
  while ((await indexRuns(sql)).indexed > 0);
  const counted = await Promise.all([countAll(), countAll(), countAll()]);
  expect(counted.reduce((sum, one) => sum + one, 0)).toBe(30);
  const [all] = await rowsOf("run_tally");
  expect(all).toMatchObject({ subject: "*", hours: 1, succeeded: 30, usd: 7.5 });
});

test("logs that left the database are read where they are, runs whose log is gone count without their nodes", async () => {
  const archived = await addRun({}, [], 2);
  await addRun({}, [], 2);
  const log = { read: async (id: string, after: number) => (id === archived && after === 0 ? logOf(well) : []) };
  expect(await countAll(means({ log }))).toBe(2);
  const [all] = await rowsOf("run_tally");
  expect(all).toMatchObject({ succeeded: 2, usd: 0.5 });
  expect((await rowsOf("node_tally")).map(({ runs }) => runs)).toEqual([1, 1]);
});

test("old hours go, days stay, and so do the errors of runs that are still there", async () => {
  const bad = await addRun({ status: "failed", errorCode: "HTTP_500" }, badly);
  await addRun({ status: "failed", errorCode: "HTTP_500" }, badly);
  await countAll();
  await pool.query("DELETE FROM run WHERE id <> $1", [bad]);
  await pool.query("UPDATE run_tally SET at = at - interval '101 days'");
  expect([await forgetTallies(sql), await forgetTallies(sql)]).toEqual([3, 0]);
  expect((await rowsOf("run_tally")).map(({ hours }) => hours)).toEqual([24, 24]);
  expect((await rowsOf("run_fault")).map(({ run_id: id }) => id)).toEqual([bad]);
});
