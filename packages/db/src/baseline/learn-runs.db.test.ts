import type { NodeFact, RunFacts } from "@orrery/engine";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SqlDatabase, sqlDatabase } from "../run-log/sql-runner.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { settleDelivery, takeDelivery } from "./deliveries.ts";
import { forgetBaselines } from "./forget-baselines.ts";
import { learnRuns } from "./learn-runs.ts";

let database: TestDatabase;
let pool: pg.Pool;
let sql: SqlDatabase;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  sql = sqlDatabase(pool);
  await pool.query("INSERT INTO drawing (workspace_id, hash, graph) VALUES ('default', 'drawn', $1)", [
    JSON.stringify({ nodes: [{ id: "ask", label: "Ask the model" }, { id: "other" }] }),
  ]);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const node: NodeFact = {
  ...{
    nodeId: "ask",
    nodeType: "prompt",
    nodeHash: "one",
    isContainer: false,
    steps: 1,
    kept: 0,
    failed: 0,
    attempts: 1,
  },
  ...{ ms: 400, waitMs: 0, costUsd: null, tokens: 0, outcome: "succeeded", errorCode: null, errorCodes: [] },
  handles: { out: 1 },
};

function runOf(workflowId: string | null, endedAt: number, change: Partial<NodeFact> = {}): RunFacts {
  return {
    ...{ runId: uuidv7({ msecs: endedAt }), workspaceId: "default", workflowId, versionHash: "v", status: "succeeded" },
    ...{ createdAt: endedAt - 500, startedAt: endedAt - 500, endedAt, errorCode: null, errorNodeId: null },
    ...{ costUsd: null, tokens: 0, nodes: [{ ...node, ms: 400 + ((endedAt * 37) % 90), ...change }] },
  };
}

async function learn(...runs: RunFacts[]): Promise<void> {
  for (const run of runs) {
    await pool.query(
      `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by) VALUES ($1, 'default', 'Parcels', 'p', 'drawn', 'local')`,
      [run.runId],
    );
  }
  await sql.transaction((tx) => learnRuns(tx, runs, { addressOf: (id) => `http://here/runs/${id}` }));
}

async function addTarget(more: { readonly kinds?: readonly string[]; readonly quiet?: number } = {}): Promise<string> {
  const id = uuidv7();
  await pool.query(
    `INSERT INTO alert_target (id, workspace_id, name, channel, place, credential, kinds, quiet_minutes, created_by)
      VALUES ($1, 'default', 'Ops', 'webhook', '{"url":"https://ops.example/hook"}', 'ops', $2, $3, 'local')`,
    [id, more.kinds ?? ["time", "cost", "errors", "path"], more.quiet ?? 60],
  );
  return id;
}

const deliveries = async (targetId: string) =>
  (
    await pool.query(
      "SELECT kind, status, tries, problem, body::text AS body FROM alert_delivery WHERE target_id = $1 ORDER BY id",
      [targetId],
    )
  ).rows.map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) }));

test("a slow run after usual ones is written down with its verdict, told once, and told to be over", async () => {
  const [workflowId, now] = [uuidv7(), Date.now()];
  const target = await addTarget();
  const deaf = await addTarget({ kinds: ["cost"] });
  await learn(...Array.from({ length: 40 }, (_, run) => runOf(workflowId, now - 100_000 + run)));
  const slow = [runOf(workflowId, now - 50, { ms: 4_000 }), runOf(workflowId, now - 49, { ms: 4_400 })];
  await learn(...slow);
  const { rows } = await pool.query(
    "SELECT run_id, node_id, kind, node_name, verdict FROM run_deviation WHERE workflow_id = $1 ORDER BY ended_at",
    [workflowId],
  );
  const verdict = {
    ...{ kind: "time", usual: expect.any(Number), p99: expect.any(Number), times: expect.any(Number) },
  };
  expect(rows).toEqual([
    {
      ...{ run_id: slow[0]?.runId, node_id: "ask", kind: "time", node_name: "Ask the model" },
      verdict: { ...verdict, value: 4_000, runs: 40 },
    },
    {
      ...{ run_id: slow[1]?.runId, node_id: "ask", kind: "time", node_name: "Ask the model" },
      verdict: { ...verdict, value: 4_400, runs: 41 },
    },
  ]);
  const due = { status: "due", tries: 0, problem: null };
  const told = {
    ...{ kind: "deviation", ...due },
    body: {
      ...{ type: "orrery.deviation", timestamp: new Date(now - 50).toISOString() },
      data: {
        workflow: { id: workflowId, name: "Parcels" },
        run: { id: slow[0]?.runId, url: `http://here/runs/${slow[0]?.runId}` },
        items: [
          {
            ...{ node: { id: "ask", name: "Ask the model" }, kind: "time" },
            text: expect.stringMatching(/^[\d.]+× slower than usual \(4 s; 99 of 100 take up to [\d.]+ ms; 40 runs\)$/),
            verdict: rows[0]?.verdict,
          },
        ],
      },
    },
  };
  expect(await deliveries(target)).toEqual([told]);
  const calm = Array.from({ length: 5 }, (_, run) => runOf(workflowId, now - 40 + run));
  await learn(...calm);
  expect(await deliveries(target)).toEqual([
    told,
    {
      ...{ kind: "usual", ...due },
      body: {
        ...{ type: "orrery.usual", timestamp: new Date(now - 36).toISOString() },
        data: {
          workflow: { id: workflowId, name: "Parcels" },
          run: { id: calm[4]?.runId, url: `http://here/runs/${calm[4]?.runId}` },
          items: [
            {
              ...{ node: { id: "ask", name: "Ask the model" }, kind: "time" },
              text: "as usual again, after 2 runs that were not",
            },
          ],
        },
      },
    },
  ]);
  expect(await deliveries(deaf)).toEqual([]);
  await pool.query("DELETE FROM alert_target");
});

test("an edited node starts anew, runs of no workflow teach nothing, and old runs send no alert", async () => {
  const [workflowId, now] = [uuidv7(), Date.now()];
  const target = await addTarget();
  const old = now - 30 * 86_400_000;
  await learn(...Array.from({ length: 40 }, (_, run) => runOf(workflowId, old + run)), runOf(null, old));
  await learn(runOf(workflowId, old + 100, { ms: 9_000 }), runOf(workflowId, now, { ms: 9_000, nodeHash: "two" }));
  const { rows } = await pool.query("SELECT count(*)::int AS told FROM run_deviation WHERE workflow_id = $1", [
    workflowId,
  ]);
  const kept = await pool.query(
    "SELECT node_hash, state->'time'->'spread'->'weight'->>'seen' AS seen FROM node_baseline WHERE workflow_id = $1 ORDER BY 1",
    [workflowId],
  );
  expect([rows, await deliveries(target), kept.rows]).toEqual([
    [{ told: 1 }],
    [],
    [
      { node_hash: "one", seen: "41" },
      { node_hash: "two", seen: "1" },
    ],
  ]);
  await pool.query("DELETE FROM alert_target");
});

test("what two executors learn at a time is all learned, and what is rolled back is not", async () => {
  const [workflowId, now] = [uuidv7(), Date.now()];
  await Promise.all(Array.from({ length: 8 }, (_, run) => learn(runOf(workflowId, now - 1_000 + run))));
  await expect(
    sql.transaction(async (tx) => {
      await learnRuns(tx, [runOf(workflowId, now)], { addressOf: (id) => id });
      throw new Error("The executor died.");
    }),
  ).rejects.toThrow("died");
  const { rows } = await pool.query(
    "SELECT state->'time'->'spread'->'weight'->>'seen' AS seen FROM node_baseline WHERE workflow_id = $1",
    [workflowId],
  );
  expect(rows).toEqual([{ seen: "8" }]);
});

test("an alert is taken by one, tried again after a pause, given up after the last try, and forgotten when it is old", async () => {
  const target = await addTarget();
  await pool.query(
    `INSERT INTO alert_delivery (id, target_id, kind, body) VALUES ($1, $2, 'test', '{"b": 1, "a":2}')`,
    [uuidv7(), target],
  );
  const [one, other] = await Promise.all([takeDelivery(sql), takeDelivery(sql)]);
  const taken = one ?? other;
  expect([one, other]).toContain(null);
  expect(taken).toEqual({
    ...{
      id: expect.any(String),
      targetId: expect.any(String),
      workspaceId: "default",
      channel: "webhook",
      credential: "ops",
      tries: 1,
    },
    ...{ place: { url: "https://ops.example/hook" }, body: '{"b": 1, "a":2}' },
  });
  for (let tries = 1; taken !== null && tries <= 9; tries += 1) {
    await settleDelivery(sql, { id: taken.id, tries }, "It answered 503.");
    // A try that was lost in the meantime says nothing any more.
    await settleDelivery(sql, { id: taken.id, tries: tries - 1 }, null);
    expect(await takeDelivery(sql)).toBeNull();
    await pool.query("UPDATE alert_delivery SET next_at = now() - interval '1 second'");
    if (tries < 9) expect((await takeDelivery(sql))?.tries).toBe(tries + 1);
  }
  const gone = { kind: "test", status: "failed", tries: 9, problem: "It answered 503.", body: { a: 2, b: 1 } };
  expect(await deliveries(target)).toEqual([gone]);
  await forgetBaselines(sql);
  expect(await deliveries(target)).toEqual([gone]);
  await pool.query("UPDATE alert_delivery SET created_at = now() - interval '31 days'");
  await forgetBaselines(sql);
  expect(await deliveries(target)).toEqual([]);
});
