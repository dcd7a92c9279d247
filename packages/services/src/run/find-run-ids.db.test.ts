import { indexRuns } from "@orrery/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { findRunIds, type RunQuestion, type SearchBounds } from "./find-run-ids.ts";
import { listRuns } from "./list-runs.ts";
import { startRun } from "./start-run.ts";

let bench: ServiceBench;
let workflowId: string;
const runs: string[] = [];

beforeAll(async () => {
  bench = await serviceBench();
  ({ id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } }));
  for (const [name, ctx] of [
    ["Ada Lovelace", bench.owner],
    ["line\nbreak order-4711", bench.owner],
    ["Zoë's 100% | & ! <->", bench.local],
    ["Ada again", bench.owner],
  ] as const) {
    runs.push((await startRun({ ctx, input: { workflowId, input: { name } } })).runId);
  }
});
afterAll(() => bench.close());

/** Places in `runs`, newest first. */
async function found(question: RunQuestion & { limit?: number }, ctx = bench.owner): Promise<readonly number[]> {
  const { runs: rows } = await listRuns({ ctx, input: question });
  return rows.map(({ id }) => runs.indexOf(id));
}

async function end(index: number, status: string): Promise<void> {
  await bench.services.db.run.update({ where: { id: runs[index] ?? "" }, data: { status, endedAt: new Date() } });
}

test("states and origins are right before a run is noted, while it is open, after its end, and once it is indexed", async () => {
  const seen = async () => [
    await found({ status: "queued" }),
    await found({ status: "failed" }),
    await found({ origin: "person" }),
    await found({ origin: "command-line", status: "failed" }),
  ];
  const open = [[3, 2, 1, 0], [], [3, 1, 0], []];
  expect(await seen()).toEqual(open);
  await indexRuns(bench.services.pool);
  expect(await seen()).toEqual(open);
  await end(2, "failed");
  await end(0, "succeeded");
  await end(1, "failed");
  const ended = [[3], [2, 1], [3, 1, 0], [2]];
  expect(await seen()).toEqual(ended);
  expect((await indexRuns(bench.services.pool)).indexed).toBe(3);
  expect(await seen()).toEqual(ended);
  expect(await found({ status: "failed", limit: 1 })).toEqual([2]);
  expect(await found({ status: "failed", cursor: runs[2] ?? "" })).toEqual([1]);
});

test("words of the input find a run that has ended, as beginnings, all of them, whatever signs are typed", async () => {
  const asked = [
    "ada",
    "LOVEL ada",
    "4711",
    "order-4711",
    "break",
    "nbreak",
    "zoë",
    "zo' & 100",
    "'",
    "ada \\ : *",
    "grace",
  ];
  const answers = [[0], [0], [1], [1], [1], [], [2], [2], [], [0], []];
  expect(await Promise.all(asked.map((text) => found({ text })))).toEqual(answers);
  expect(await found({ text: "order", status: "failed" })).toEqual([1]);
  expect(await found({ text: "order", status: "queued" })).toEqual([]);
  expect(await found({ text: "ada" }, bench.stranger)).toEqual([]);
});

test("an error's words find the run that had it", async () => {
  const [, , , runId = ""] = runs;
  const value = "01a209f8-0000-7000-8000-0000000000e1";
  await bench.services.pool.query(
    `INSERT INTO run_value (run_id, id, workspace_id, bytes, kind, labels, preview, data)
      VALUES ($1, $2, 'default', 9, 'json', '{}', '', '{"message":"The flux capacitor\\u0000 is gone"}')`,
    [runId, value],
  );
  await bench.services.pool.query(
    `INSERT INTO run_event (run_id, seq, at, epoch, type, step_key, attempt, body)
      VALUES ($1, 2, now(), 1, 'step.failed', 'greet', 1, $2)`,
    [runId, JSON.stringify({ error: { code: "X", value: { id: value, bytes: 9 } } })],
  );
  await end(3, "failed");
  await indexRuns(bench.services.pool);
  expect(await found({ text: "flux is gone" })).toEqual([3]);
});

test("a range of time is from and up to", async () => {
  const { runs: all } = await listRuns({ ctx: bench.owner, input: {} });
  const first = all.at(-1)?.createdAt ?? 0;
  expect(await found({ to: first - 60_000 })).toEqual([]);
  expect(await found({ from: first - 60_000, text: "flux" })).toEqual([3]);
  expect(await found({ from: Date.now() + 60_000 })).toEqual([]);
});

test("where words are looked for among the newest runs only, it is said how many and up to which", async () => {
  const ids = (...places: number[]) => places.map((place) => runs[place]);
  const ask = (question: RunQuestion, bounds: SearchBounds, limit = 50) =>
    findRunIds(bench.services.pool, "default", { question, limit }, bounds);
  const ada = { text: "ada" };
  // The four runs have been noted in the tests before; the first and the last have the word.
  expect(await ask(ada, { near: 2, indexMs: 0, further: 1 })).toEqual({
    ...{ ids: ids(3), searched: { runs: 3, backTo: runs[1] } },
  });
  expect(await ask(ada, { near: 2, indexMs: 0, further: 3 })).toEqual({ ids: ids(3, 0), searched: null });
  expect(await ask(ada, { near: 2, indexMs: 0, further: 1 }, 1)).toEqual({ ids: ids(3), searched: null });
  expect(await ask(ada, { near: 9, indexMs: 0, further: 1 })).toEqual({ ids: ids(3, 0), searched: null });
  expect(await ask({ ...ada, whole: true }, { near: 2, indexMs: 0, further: 1 })).toEqual({
    ...{ ids: ids(3, 0), searched: null },
  });
  expect(await ask({ ...ada, workflowId }, { near: 2, indexMs: 0, further: 1 })).toEqual({
    ...{ ids: ids(3), searched: { runs: 3, backTo: runs[1] } },
  });
  expect(await ask({ ids: [runs[2] ?? "", runs[0] ?? ""] }, { near: 1, indexMs: 0, further: 1 })).toEqual({
    ...{ ids: ids(2, 0), searched: null },
  });
});
