import { afterAll, beforeAll, expect, test } from "vitest";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { listWorkflows } from "../workflow/list-workflows.ts";
import { listRuns } from "./list-runs.ts";
import { startRun } from "./start-run.ts";

let bench: ServiceBench;
let workflowId: string;

beforeAll(async () => {
  bench = await serviceBench();
  ({ id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } }));
});
afterAll(() => bench.close());

type Logged = readonly [type: string, stepKey: string, body?: object];

/** A run as the journal leaves it behind: its log, and its row at the end of it. */
async function logged(status: string, events: readonly Logged[], lastSeq = events.length): Promise<string> {
  const { runId } = await startRun({ ctx: bench.owner, input: { workflowId, input: { name: "Ada" } } });
  for (const [index, [type, stepKey, body = {}]] of events.entries()) {
    await bench.services.pool.query(
      "INSERT INTO run_event (run_id, seq, at, epoch, type, step_key, attempt, body) VALUES ($1, $2, now(), 1, $3, $4, 1, $5)",
      [runId, index + 1, type, stepKey, JSON.stringify({ type, ...body })],
    );
  }
  await bench.services.db.run.update({ where: { id: runId }, data: { status, lastSeq } });
  return runId;
}

/** A run that began to wait early, and whose other steps have written so many events since. */
async function longRun(events: number): Promise<string> {
  const runId = await logged(
    "waiting",
    [
      ["step.waiting", "confirm", person],
      ["step.waiting", "pause", time(7000)],
    ],
    events,
  );
  await bench.services.pool.query(
    `INSERT INTO run_event (run_id, seq, at, epoch, type, step_key, attempt, body)
      SELECT $1::uuid, n, now(), 1, 'step.succeeded', 'each[' || n || ']/work', 1, '{}' FROM generate_series(3, $2::int) AS n`,
    [runId, events],
  );
  return runId;
}

const person = { for: "person", dueAt: null };
const time = (dueAt: number) => ({ for: "time", dueAt });

test("a list says what its runs wait for: people, or the first time to come", async () => {
  const asks = await logged("waiting", [
    ["step.waiting", "each[0]/confirm", person],
    ["step.waiting", "each[1]/confirm", { for: "person", dueAt: 5 }],
    ["step.waiting", "each[2]/confirm", person],
    ["step.waiting", "pause", time(9000)],
    ["step.resumed", "each[0]/confirm"],
    ["step.succeeded", "each[0]/confirm"],
  ]);
  const sleeps = await logged("waiting", [
    ["step.waiting", "short", time(1000)],
    ["step.waiting", "long", time(9000)],
    ["step.waiting", "longer", time(12_000)],
    ["step.resumed", "short"],
  ]);
  const busy = await logged("running", [["step.waiting", "confirm", person]]);
  const long = await longRun(20_000);

  const { runs } = await listRuns({ ctx: bench.owner, input: { workflowId } });
  expect(Object.fromEntries(runs.map(({ id, openWaits }) => [id, openWaits]))).toEqual({
    [asks]: { answers: 2, until: 9000 },
    [sleeps]: { answers: 0, until: 9000 },
    [busy]: null,
    [long]: { answers: 1, until: 7000 },
  });
});

test("a workflow says what its last run waits for", async () => {
  await logged("waiting", [["step.waiting", "confirm", person]]);
  const { workflows } = await listWorkflows({ ctx: bench.owner, input: {} });
  expect(workflows.map(({ lastRun }) => lastRun?.openWaits)).toEqual([{ answers: 1, until: null }]);
});
