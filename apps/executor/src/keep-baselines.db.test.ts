import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { createWorkflow, listDeviations, startRun } from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let publisher: Publisher;
const { said, news } = collectNews();
const patience = { timeout: 120_000 };

beforeAll(async () => {
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, env: {}, news });
  publisher = openPublisher(database.url);
  await executor.ready;
}, 120_000);
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

test("a step that begins to fail after runs that were well is found, by whichever runs it becomes certain", async () => {
  const { ctx, store } = publisher;
  const number = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };
  const graph = graphOf(
    [
      { id: "start", type: "input", config: { schema: number } },
      { id: "share", type: "transform", label: "Share it out", config: { value: "{{ 12 / start.n }}" } },
    ],
    ["start -> share"],
  );
  const { id: workflowId } = await createWorkflow({ ctx, input: { graph } });
  const start = async (n: number): Promise<string> =>
    (await startRun({ ctx, input: { workflowId, input: { n } } })).runId;
  const learned = async (): Promise<number> => {
    const { rows } = await store.pool.query<{ seen: number }>(
      `SELECT (state->'errors'->'usual'->'weight'->>'seen')::int AS seen FROM node_baseline
        WHERE workflow_id = $1 AND node_id = 'share'`,
      [workflowId],
    );
    return rows[0]?.seen ?? 0;
  };
  await Promise.all(Array.from({ length: 32 }, () => start(3)));
  await expect.poll(learned, patience).toBe(32);
  const failing = await Promise.all(Array.from({ length: 6 }, () => start(0)));
  await expect.poll(learned, patience).toBe(38);
  const found = await listDeviations({ ctx, input: { workflowId } });
  expect(found.length).toBeGreaterThan(0);
  expect(failing).toEqual(expect.arrayContaining(found.map(({ runId }) => runId)));
  for (const row of found) {
    expect(row).toEqual({
      ...{ runId: expect.any(String), workflowId, workflowName: graph.name, nodeId: "share", nodeName: "Share it out" },
      ...{ at: expect.any(Number) },
      verdict: {
        kind: "errors",
        share: 1,
        of: expect.any(Number),
        usual: expect.any(Number),
        runs: expect.any(Number),
      },
    });
  }
}, 300_000);
