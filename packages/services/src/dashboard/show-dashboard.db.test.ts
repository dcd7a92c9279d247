import { indexRuns, sqlDatabase } from "@orrery/db";
import { createNodeBooks, tallyRuns } from "@orrery/db/dashboard";
import type { EventBody } from "@orrery/engine";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listRuns } from "../run/list-runs.ts";
import { startRun } from "../run/start-run.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { showDashboard } from "./show-dashboard.ts";

const hour = 3_600_000;
/** Half past noon of the day before yesterday. */
const noon = Math.floor(Date.now() / (24 * hour)) * 24 * hour - 36 * hour + hour / 2;
let bench: ServiceBench;
let workflowId: string;
let other: string;
const runs: Record<string, string> = {};

const error = { code: "HTTP_500", class: "permanent" } as const;
const output = { id: "v", bytes: 1 };
const step = { stepKey: "greet", attempt: 1 };
const well = (ms: number, usd?: number): readonly EventBody[] => [
  {
    ...{ type: "step.succeeded", at: ms, startedAt: 0, ...step, output },
    ...(usd !== undefined && { usage: { inputTokens: 10, outputTokens: 0, usd } }),
  },
];
const badly: readonly EventBody[] = [
  { type: "step.failed", at: 30, startedAt: 0, ...step, error, handled: "fail" },
  { type: "run.failed", at: 31, error, stepKey: "greet" },
];

/** A run that has ended. `at`: hours after noon. */
async function addRun(
  name: string,
  given: { of: string; at: number; ms: number; status?: string },
  bodies: readonly EventBody[],
): Promise<void> {
  const { pool } = bench.services;
  const { runId: model } = await startRun({ ctx: bench.owner, input: { workflowId: given.of, input: { name } } });
  const id = uuidv7({ msecs: noon + given.at * hour });
  const status = given.status ?? "succeeded";
  await pool.query(
    `INSERT INTO run (id, workspace_id, workflow_id, name, plan_hash, drawing_hash, started_by, status, error_code, last_seq,
        created_at, started_at, ended_at)
      SELECT $1::uuid, workspace_id, workflow_id, name, plan_hash, drawing_hash, started_by, $3, $4, $5, $6::timestamptz, $6::timestamptz, $7
      FROM run WHERE id = $2`,
    [
      ...[id, model, status, status === "failed" ? "HTTP_500" : null, bodies.length + 1],
      ...[new Date(noon + given.at * hour), new Date(noon + given.at * hour + given.ms)],
    ],
  );
  await pool.query("DELETE FROM run WHERE id = $1", [model]);
  const started: EventBody = { type: "run.started", at: 0, commandId: "c", planHash: "p", input: output, entry: null };
  for (const [index, body] of [started, ...bodies].entries()) {
    const event = { v: 1, seq: index + 1, epoch: 1, ...body };
    await pool.query(
      "INSERT INTO run_event (run_id, seq, at, epoch, type, body) VALUES ($1, $2, to_timestamp(0), 1, $3, $4)",
      [id, event.seq, event.type, JSON.stringify(event)],
    );
  }
  runs[name] = id;
}

beforeAll(async () => {
  bench = await serviceBench();
  ({ id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } }));
  ({ id: other } = await createWorkflow({ ctx: bench.owner, input: { graph: { ...greeting, name: "Farewell" } } }));
  await addRun("fast", { of: workflowId, at: 0, ms: 100 }, well(80));
  await addRun("dear", { of: workflowId, at: 0.25, ms: 1_000 }, well(900, 0.25));
  await addRun("bad", { of: workflowId, at: 1, ms: 31, status: "failed" }, badly);
  await addRun("elsewhere", { of: other, at: 1, ms: 10 }, well(10));
  await addRun("before", { of: workflowId, at: -2, ms: 100 }, well(80));
  await startRun({ ctx: bench.owner, input: { workflowId: other, input: { name: "waits" } } });
  const sql = sqlDatabase(bench.services.pool);
  await indexRuns(sql);
  const means = { sql, log: bench.services.log, books: createNodeBooks(sql) };
  while ((await tallyRuns(means)).isMore);
});
afterAll(() => bench.close());

const range = { from: noon, to: noon + 1.5 * hour };
const open = { queued: 0, running: 0, waiting: 0, paused: 0, cancelling: 0 };
const nothing = {
  ...{ succeeded: 0, failed: 0, cancelled: 0, successShare: null, p50Ms: null, p95Ms: null, usd: 0, tokens: 0 },
  slowestRun: null,
};

test("the dashboard of a workflow says what its runs of the range did", async () => {
  const dashboard = await showDashboard({ ctx: bench.viewer, input: { workflowId, ...range } });
  const slow = { slowestRun: { id: runs.dear, ms: 1_000 } };
  const first = { ...nothing, succeeded: 2, successShare: 1, usd: 0.25, tokens: 10, ...slow };
  const node = { workflowId, workflowName: "Greeting", nodeId: "greet", nodeName: "greet", nodeType: "transform" };
  expect(dashboard).toEqual({
    workflow: { id: workflowId, name: "Greeting" },
    from: noon - hour / 2,
    to: noon + 1.5 * hour,
    totals: {
      ...{ succeeded: 2, failed: 1, cancelled: 0, successShare: 2 / 3, usd: 0.25, tokens: 10, ...slow },
      ...{ p50Ms: expect.closeTo(100, -1), p95Ms: expect.closeTo(1_000, -2) },
    },
    open,
    uncounted: 0,
    stepMs: hour,
    series: [
      { at: noon - hour / 2, ...first, p50Ms: expect.closeTo(100, -1), p95Ms: expect.closeTo(1_000, -2) },
      {
        ...{ at: noon + hour / 2, ...nothing, failed: 1, successShare: 0, slowestRun: { id: runs.bad, ms: 31 } },
        ...{ p50Ms: expect.closeTo(31, -1), p95Ms: expect.closeTo(31, -1) },
      },
    ],
    workflows: [],
    slowest: [
      {
        ...{ ...node, runs: 3, failedRuns: 1, meanMs: 1_010 / 3, totalMs: 1_010, usd: 0.25, tokens: 10, retries: 0 },
        ...{ p50Ms: expect.closeTo(80, -1), p95Ms: expect.closeTo(900, -2) },
        ...{ slowestRun: { id: runs.dear, ms: 900 }, dearestRun: { id: runs.dear, usd: 0.25 } },
      },
    ],
    costliest: [expect.objectContaining({ nodeId: "greet", usd: 0.25 })],
    errors: [{ ...node, code: "HTTP_500", runs: 1, lastRunId: runs.bad, lastAt: noon + hour }],
  });
});

test("the dashboard of a workspace lists its workflows, open runs, and nothing of another workspace", async () => {
  const seen = await showDashboard({ ctx: bench.viewer, input: range });
  expect([seen.workflow, seen.totals.succeeded, seen.totals.failed, seen.open]).toEqual([
    null,
    3,
    1,
    { ...open, queued: 1 },
  ]);
  expect(seen.workflows.map(({ workflowId: id, name, succeeded, failed }) => [id, name, succeeded, failed])).toEqual([
    [workflowId, "Greeting", 2, 1],
    [other, "Farewell", 1, 0],
  ]);
  expect(seen.slowest.map(({ workflowName, nodeId }) => [workflowName, nodeId])).toEqual([
    ["Greeting", "greet"],
    ["Farewell", "greet"],
  ]);
  const elsewhere = await showDashboard({ ctx: bench.stranger, input: range });
  expect([elsewhere.totals, elsewhere.open, elsewhere.workflows, elsewhere.errors]).toEqual([nothing, open, [], []]);
  await expect(showDashboard({ ctx: bench.stranger, input: { workflowId, ...range } })).rejects.toThrow(
    "no such workflow",
  );
});

test("a figure's runs are those that the list shows for the same question", async () => {
  const { from, to } = await showDashboard({ ctx: bench.viewer, input: range });
  const shown = async (question: object) =>
    (await listRuns({ ctx: bench.viewer, input: { from, to, ...question } })).runs.map(({ id }) => id);
  expect(await shown({ workflowId, status: "succeeded" })).toEqual([runs.dear, runs.fast]);
  expect(await shown({ errorCode: "HTTP_500", nodeId: "greet" })).toEqual([runs.bad]);
  expect(await shown({ errorCode: "HTTP_500", workflowId: other })).toEqual([]);
  expect(await shown({ nodeId: "start" })).toEqual([]);
});

test("a range that ends before it begins is refused", async () => {
  const input = { from: noon, to: noon };
  await expect(showDashboard({ ctx: bench.viewer, input })).rejects.toMatchObject({ code: "INVALID", reason: "RANGE" });
});
