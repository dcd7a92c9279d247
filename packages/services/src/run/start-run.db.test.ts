import type { Graph } from "@orrery/graph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { answerWait } from "./answer-wait.ts";
import { cancelRun } from "./cancel-run.ts";
import { getRun } from "./get-run.ts";
import { listRuns } from "./list-runs.ts";
import { startRun } from "./start-run.ts";

let bench: ServiceBench;
let workflowId: string;

beforeAll(async () => {
  bench = await serviceBench();
  ({ id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } }));
});
afterAll(() => bench.close());

async function counts() {
  const { db, pool } = bench.services;
  const jobs = await pool.query<{ n: number }>("SELECT count(*)::int AS n FROM graphile_worker.jobs");
  return {
    runs: await db.run.count(),
    commands: await db.runCommand.count(),
    values: await db.runValue.count(),
    plans: await db.plan.count(),
    jobs: jobs.rows[0]?.n,
  };
}

test("a run, its command, its input, its plan and its job become durable together, plans once by hash", async () => {
  const before = await counts();
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      startRun({ ctx: bench.owner, input: { workflowId, input: { name: `N${i}` } } }),
    ),
  );
  const after = await counts();
  expect(after).toEqual({
    runs: before.runs + 20,
    commands: before.commands + 20,
    values: before.values + 20,
    plans: 1,
    jobs: (before.jobs ?? 0) + 20,
  });
});

test("a run keeps the plan and the drawing it was started with", async () => {
  const { runId } = await startRun({ ctx: bench.owner, input: { workflowId, input: { name: "Ada" } } });
  const { run, plan, graph } = await getRun({ ctx: bench.owner, input: { id: runId } });
  expect({ status: run.status, name: run.name, entry: plan.nodes[0]?.id, nodes: graph.nodes.length }).toEqual({
    status: "queued",
    name: "Greeting",
    entry: "start",
    nodes: 3,
  });
  const { runs } = await listRuns({ ctx: bench.owner, input: { workflowId, limit: 1 } });
  expect(runs.map((row) => row.id)).toEqual([runId]);
});

test("an input that does not fit is refused with its place and stores nothing", async () => {
  const before = await counts();
  const start = startRun({ ctx: bench.owner, input: { workflowId, input: { name: 7 } } });
  await expect(start).rejects.toMatchObject({
    code: "INVALID",
    reason: "INPUT",
    diagnostics: [{ code: "ORR_INPUT", severity: "error", field: "name", message: expect.any(String) }],
  });
  expect(await counts()).toEqual(before);
});

test("a graph with errors is refused with its diagnostics and stores nothing", async () => {
  const broken: Graph = {
    ...greeting,
    nodes: greeting.nodes.map((node) => (node.id === "greet" ? { ...node, config: { value: "{{ nobody }}" } } : node)),
  };
  const { id } = await createWorkflow({ ctx: bench.owner, input: { graph: broken } });
  const before = await counts();
  const start = startRun({ ctx: bench.owner, input: { workflowId: id, input: { name: "Ada" } } });
  await expect(start).rejects.toMatchObject({
    code: "INVALID",
    reason: "PLAN",
    diagnostics: [{ severity: "error", nodeId: "greet" }],
  });
  expect(await counts()).toEqual(before);
});

test("a hostile file is refused with its path and stores nothing", async () => {
  const before = await bench.services.db.workflow.count();
  const hostile = JSON.parse(JSON.stringify(greeting).replace('"config":{', '"config":{"__proto__":{"a":1},'));
  await expect(createWorkflow({ ctx: bench.owner, input: { graph: hostile } })).rejects.toMatchObject({
    code: "INVALID",
    reason: "GRAPH",
    diagnostics: [{ severity: "error", field: expect.stringContaining("config") }],
  });
  expect(await bench.services.db.workflow.count()).toBe(before);
});

test("an answer to a step that does not wait is a conflict", async () => {
  const { runId } = await startRun({ ctx: bench.owner, input: { workflowId, input: { name: "Ada" } } });
  await expect(
    answerWait({ ctx: bench.owner, input: { runId, stepKey: "greet", approved: true } }),
  ).rejects.toMatchObject({ code: "CONFLICT", reason: "NOT_WAITING" });
});

test("a cancel is a command in the run's inbox, with a job in case nobody drives the run", async () => {
  const { runId } = await startRun({ ctx: bench.owner, input: { workflowId, input: { name: "Ada" } } });
  await cancelRun({ ctx: bench.owner, input: { id: runId } });
  const commands = await bench.services.db.runCommand.findMany({ where: { runId }, orderBy: { id: "asc" } });
  expect(commands.map((row) => [row.kind, row.by, row.handledSeq])).toEqual([
    ["start", "user:owner-of-default", null],
    ["cancel", "user:owner-of-default", null],
  ]);
});

test("a few new runs are shown to one living executor with room, and to no other", async () => {
  const { pool, bus } = bench.services;
  const enter = (id: string, figures: string) =>
    pool.query(
      `INSERT INTO executor (id, host, pid, version, pool_ids, capacity, active, heartbeat_at) VALUES ($1, 'here', 1, 'test', '{}', ${figures})`,
      [id],
    );
  const [free, full, silent] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  await enter(full, "1000, 500, now()");
  await enter(silent, "1000, 0, now() - interval '5 seconds'");
  const heard: string[] = [];
  const told = new Set<string>();
  const undo = [bus.subscribe("drive", (hint) => heard.push(hint)), bus.subscribe("command", (id) => told.add(id))];
  const mark = async () => {
    const id = crypto.randomUUID();
    await bus.publish("command", [id]);
    await expect.poll(() => told.has(id)).toBe(true);
  };
  const start = () => startRun({ ctx: bench.owner, input: { workflowId, input: { name: "N" } } });

  await start();
  await mark();
  expect(heard).toEqual([]);

  await enter(free, "1000, 0, now()");
  const { runId } = await start();
  await mark();
  expect(heard).toEqual([`${free}/${runId}`]);
  for (const end of undo) end();
  await pool.query("DELETE FROM executor");
});
