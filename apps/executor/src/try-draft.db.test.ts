import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { RunEvent } from "@orrery/engine";
import type { EditOp, Graph, Json, JsonPath } from "@orrery/graph";
import {
  createWorkflow,
  findInValue,
  forkRun,
  getRun,
  publishWorkflow,
  pushEdits,
  readValuePart,
  startPublished,
  startRun,
} from "@orrery/services";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let publisher: Publisher;
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, news });
  await executor.ready;
  publisher = openPublisher(database.url);
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

const schema = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };

/** `twice` leads to `plus` and `end`; `broken` stands beside and cannot run. */
const graph: Graph = graphOf(
  [
    { id: "start", type: "input", config: { schema } },
    { id: "twice", type: "transform", config: { value: { n: "{{ start.n * 2 }}" } } },
    { id: "plus", type: "transform", config: { value: { n: "{{ twice.n + 1 }}" } } },
    { id: "end", type: "output", config: { value: "{{ plus.n }}" } },
  ],
  ["start -> twice", "twice -> plus", "plus -> end"],
);

let edits = 0;
async function edit(id: string, op: EditOp): Promise<void> {
  edits += 1;
  const command = { opVersion: 1, commandId: uuidv7(), clientId: "test", clientSeq: edits, baseSeq: 0, op } as const;
  const { refused } = await pushEdits({ ctx: publisher.ctx, input: { id, after: 0, commands: [command] } });
  expect(refused).toEqual([]);
}

const isOver = (log: readonly RunEvent[]): boolean => log.some(({ type }) => /^run\.(succeeded|failed)$/.test(type));

/** How each step came to its end, and what the run gave. */
async function told(runId: string): Promise<{ readonly steps: readonly string[]; readonly output: Json }> {
  const log = await publisher.until(runId, isOver);
  const steps = log.flatMap((event) => {
    if (event.type === "step.succeeded") return [`${event.stepKey} ran`];
    return event.type === "step.reused" ? [`${event.stepKey} ${event.by ?? "kept"}`] : [];
  });
  const end = log.at(-1);
  const id = end?.type === "run.succeeded" ? end.output?.id : undefined;
  return { steps, output: id === undefined ? null : await publisher.store.values.read(runId, id) };
}

test("a pinned step gives its output in runs that try the draft, and in no other", async () => {
  const { ctx } = publisher;
  const { id: workflowId } = await createWorkflow({ ctx, input: { graph } });
  await edit(workflowId, { op: "node.pin", id: "twice", pinned: { output: { n: 100 } } });
  const start = { workflowId, input: { n: 1 } };

  const tried = await startRun({ ctx, input: { ...start, pins: true } });
  expect(await told(tried.runId)).toEqual({
    steps: ["start ran", "twice pin", "plus ran", "end ran"],
    output: 101,
  });
  const shown = await getRun({ ctx, input: { id: tried.runId } });
  expect(shown.graph.nodes.some((node) => "pinned" in node)).toBe(false);

  const all = ["start ran", "twice ran", "plus ran", "end ran"];
  expect(await told((await startRun({ ctx, input: start })).runId)).toEqual({ steps: all, output: 3 });
  await publishWorkflow({ ctx, input: { id: workflowId } });
  const published = await startPublished({ ctx, input: { workflowId, input: { n: 1 } } });
  expect(await told(published.runId)).toEqual({ steps: all, output: 3 });

  // The same pin again changes nothing after it; without the pin, its value is no result.
  const order = { runId: tried.runId, rerun: [], outputs: [], graph: "draft" } as const;
  const again = await forkRun({ ctx, input: { ...order, pins: true } });
  expect((await told(again.runId)).steps).toEqual(["start kept", "twice pin", "plus kept", "end kept"]);
  const asItRan = await forkRun({ ctx, input: { ...order, rerun: ["plus"], graph: "same" } });
  expect((await told(asItRan.runId)).steps).toEqual(["start kept", "twice pin", "plus ran", "end ran"]);
  await edit(workflowId, { op: "node.pin", id: "twice", pinned: null });
  const real = await forkRun({ ctx, input: { ...order, pins: true } });
  expect(await told(real.runId)).toEqual({ steps: ["start kept", "twice ran", "plus ran", "end ran"], output: 3 });
});

test("a run to a node leaves out what does not lead there, also where that could not run", async () => {
  const { ctx } = publisher;
  const { id: workflowId } = await createWorkflow({ ctx, input: { graph } });
  await edit(workflowId, { op: "config.set", id: "end", path: ["value"], value: "{{ nobody }}" });
  const first = await startRun({ ctx, input: { workflowId, input: { n: 1 }, to: "plus", breakpoints: ["end"] } });
  expect((await told(first.runId)).steps).toEqual(["start ran", "twice ran", "plus ran"]);

  await edit(workflowId, { op: "config.set", id: "twice", path: ["value"], value: { n: "{{ start.n * 10 }}" } });
  const from = { runId: first.runId, outputs: [], graph: "draft", to: "plus" } as const;
  const changed = await forkRun({ ctx, input: { ...from, rerun: [] } });
  expect((await told(changed.runId)).steps).toEqual(["start kept", "twice ran", "plus ran"]);
  const alone = await forkRun({ ctx, input: { ...from, rerun: ["plus"], asIs: true } });
  expect((await told(alone.runId)).steps).toEqual(["start kept", "twice kept", "plus ran"]);

  const to = (id: string) => startRun({ ctx, input: { workflowId, input: { n: 1 }, to: id } });
  await expect(to("gone")).rejects.toMatchObject({ code: "INVALID", reason: "TARGET" });
  await edit(workflowId, { op: "edge.remove", id: graph.edges.find(({ target }) => target === "plus")?.id ?? "" });
  await expect(to("plus")).rejects.toMatchObject({ code: "INVALID" });
});

test("of an output of fifty megabytes only what is looked at is read", async () => {
  const { ctx } = publisher;
  const properties = { text: { type: "string" }, items: { type: "array", items: { type: "number" } } };
  const drawn = graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties, required: ["text", "items"] } } },
      { id: "each", type: "map", config: { items: "{{ start.items }}" } },
      {
        id: "big",
        type: "transform",
        parentId: "each",
        config: { value: { n: "{{ each.item }}", text: "{{ start.text }}" } },
      },
    ],
    ["start -> each"],
  );
  const items = Array.from({ length: 60 }, (_, n) => n);
  const runId = await publisher.start(drawn, { text: `${"x".repeat(899_990)}the end`, items });
  const log = await publisher.until(runId, isOver);
  const given = log.find((event) => event.type === "step.succeeded" && event.stepKey === "each");
  const valueId = given?.type === "step.succeeded" ? given.output.id : "";
  const part = (path: JsonPath, offset = 0) => readValuePart({ ctx, input: { runId, valueId, path, offset } });

  expect(await part([])).toMatchObject({ kind: "object", members: [{ key: "results", size: 60 }, { key: "failed" }] });
  const page = await part(["results"], 50);
  expect({ size: page.size, keys: page.members.map(({ key }) => key), cut: page.members[0]?.cut }).toEqual({
    size: 60,
    keys: [50, 51, 52, 53, 54, 55, 56, 57, 58, 59],
    cut: true,
  });
  expect(await part(["results", 59, "n"])).toMatchObject({ kind: "number", text: "59" });
  expect(await part(["results", 59, "text"], 899_990)).toMatchObject({ size: 899_997, text: "the end" });
  await expect(part(["results", 60])).rejects.toMatchObject({ code: "NOT_FOUND" });
  const found = await findInValue({ ctx, input: { runId, valueId, text: "THE END" } });
  expect({ count: found.hits.length, first: found.hits[0]?.path, isWhole: found.isWhole }).toEqual({
    count: 50,
    first: ["results", 0, "text"],
    isWhole: false,
  });
});
