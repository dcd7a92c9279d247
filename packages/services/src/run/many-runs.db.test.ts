import { afterAll, beforeAll, expect, test } from "vitest";
import { listAudit } from "../audit/list-audit.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { cancelRuns } from "./cancel-runs.ts";
import { listRunIds } from "./list-run-ids.ts";
import { rerunRuns } from "./rerun-runs.ts";
import { startRun } from "./start-run.ts";

let bench: ServiceBench;
const runs: string[] = [];
const unknown = "01a209f8-0000-7000-8000-000000000000";

beforeAll(async () => {
  bench = await serviceBench();
  const { id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } });
  for (const name of ["Ada", "Grace", "Zoë", "Alan"]) {
    runs.push((await startRun({ ctx: bench.owner, input: { workflowId, input: { name } } })).runId);
  }
});
afterAll(() => bench.close());

test("many are stopped by one call; what is refused to one does not keep it from the others", async () => {
  const [going = "", ended = "", stopping = ""] = runs;
  const { db } = bench.services;
  await db.run.update({ where: { id: ended }, data: { status: "succeeded", endedAt: new Date() } });
  await db.run.update({ where: { id: stopping }, data: { status: "cancelling" } });
  const ids = [going, ended, unknown, stopping, going];
  expect(await cancelRuns({ ctx: bench.runner, input: { ids } })).toEqual([
    { id: going, made: null, problem: null },
    { id: ended, made: null, problem: "This run has already ended." },
    { id: unknown, made: null, problem: "There is no such run." },
    { id: stopping, made: null, problem: null },
  ]);
  // One that is being stopped is not asked again, which would stop it at once.
  const commands = await db.runCommand.findMany({ where: { kind: "cancel" }, select: { runId: true, by: true } });
  expect(commands).toEqual([{ runId: going, by: "user:runner-of-default" }]);
  const { entries } = await listAudit({ ctx: bench.owner, input: { area: "workflows", limit: 1 } });
  expect(entries.map(({ verb, detail }) => [verb, detail])).toEqual([["run.stop-many", { count: "4" }]]);
  expect(await cancelRuns({ ctx: bench.stranger, input: { ids: [going] } })).toEqual([
    { id: going, made: null, problem: "There is no such run." },
  ]);
});

test("many begin again, each as a run of its own with the input it had", async () => {
  const { db, pool, values } = bench.services;
  const [, again = "", , waiting = ""] = runs;
  const command = await db.runCommand.findFirstOrThrow({ where: { runId: again, kind: "start" } });
  const { input: given, planHash, entry } = JSON.parse(JSON.stringify(command.payload));
  const row = { v: 1, seq: 1, epoch: 1, at: Date.now() };
  const body = { ...row, type: "run.started", commandId: command.id, planHash, input: given, entry };
  await pool.query(
    `INSERT INTO run_event (run_id, seq, at, epoch, type, step_key, attempt, body)
      VALUES ($1, 1, now(), 1, 'run.started', NULL, NULL, $2)`,
    [again, JSON.stringify(body)],
  );
  await db.run.update({ where: { id: again }, data: { lastSeq: 1 } });
  const [made, refused] = await rerunRuns({ ctx: bench.runner, input: { ids: [again, waiting], graph: "same" } });
  expect(refused).toEqual({
    ...{ id: waiting, made: null, problem: "The run has not begun yet: let it begin first." },
  });
  expect(made).toEqual({ id: again, made: expect.any(String), problem: null });
  const start = await db.runCommand.findFirstOrThrow({ where: { runId: made?.made ?? "", kind: "start" } });
  const input = JSON.parse(JSON.stringify(start.payload)).input.id;
  expect(await values.read(made?.made ?? "", input)).toEqual({ name: "Grace" });
  expect(await db.run.findUnique({ where: { id: made?.made ?? "" }, select: { forkOfRun: true } })).toEqual({
    forkOfRun: again,
  });
});

test("none, and too many, are refused as a whole", async () => {
  const ids = Array.from({ length: 101 }, (_, at) => `01a209f8-0000-7000-8000-${String(at).padStart(12, "0")}`);
  for (const wrong of [[], ids]) {
    await expect(cancelRuns({ ctx: bench.owner, input: { ids: wrong } })).rejects.toMatchObject({ reason: "TOO_MANY" });
  }
});

test("the ids of all that match", async () => {
  const { ids, isMore } = await listRunIds({ ctx: bench.viewer, input: { origin: "person" } });
  expect({ ids, isMore }).toEqual({ ids: runs.toReversed(), isMore: false });
});
