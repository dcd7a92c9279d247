import { randomUUID } from "node:crypto";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { RunEvent } from "@orrery/engine";
import { cancelRun, publishWorkflow, pushEdits, startPublished } from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { brief, graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executors: RunningExecutor[];
let publisher: Publisher;
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  executors = [1, 2].map(() => startExecutor({ databaseUrl: database.url, env: {}, news }));
  await Promise.all(executors.map(({ ready }) => ready));
  publisher = openPublisher(database.url);
});
afterAll(async () => {
  await Promise.all(executors.map((executor) => executor.stop()));
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

const takes = (properties: object) => ({
  id: "start",
  type: "input",
  config: { schema: JSON.parse(JSON.stringify({ type: "object", properties, required: Object.keys(properties) })) },
});

const isOver = (log: readonly RunEvent[]): boolean =>
  log.some(({ type }) => ["run.succeeded", "run.failed", "run.cancelled"].includes(type));

/** A caller of `workflow`'s first version, whose output is what that gave. */
const caller = (workflow: string, input: object, policy: object = {}) =>
  graphOf(
    [
      takes({ n: { type: "number" } }),
      {
        id: "call_1",
        type: "subflow",
        config: JSON.parse(JSON.stringify({ workflow, version: 1, input })),
        policy,
      },
      { id: "end", type: "output", config: { value: "{{ call_1 }}" } },
    ],
    ["start -> call_1", "call_1 -> end"],
  );

async function childrenOf(runId: string) {
  const { rows } = await publisher.store.pool.query(
    "SELECT id, status, parent_step_key, version, depth, started_by FROM run WHERE parent_run_id = $1 ORDER BY id",
    [runId],
  );
  return rows;
}

async function outputOf(runId: string, log: readonly RunEvent[]) {
  const last = log.find((event) => event.type === "run.succeeded");
  return last?.type === "run.succeeded" && last.output !== null
    ? publisher.store.values.read(runId, last.output.id)
    : null;
}

test("a step runs another workflow as a run of its own, and its output is the step's, lists by reference too", async () => {
  const { id } = await publisher.publish(
    graphOf(
      [
        takes({ n: { type: "number" } }),
        { id: "list_1", type: "transform", config: { value: ["{{ start.n }}", 2, 3] } },
        { id: "each", type: "map", config: { items: "{{ list_1 }}" } },
        { id: "twice", type: "transform", parentId: "each", config: { value: "{{ each.item * 2 }}" } },
        { id: "end", type: "output", config: { value: "{{ each }}" } },
      ],
      ["start -> list_1", "list_1 -> each", "each -> end"],
    ),
  );
  const runId = await publisher.start(caller(id, { n: "{{ start.n }}" }), { n: 7 });
  const log = await publisher.until(runId, isOver);
  expect(await outputOf(runId, log)).toEqual({ results: [14, 4, 6], failed: [] });
  expect(log.map(brief)).toEqual([
    "run.started",
    "step.succeeded start",
    "step.waiting call_1",
    "step.resumed call_1",
    "step.succeeded call_1",
    "step.succeeded end",
    "run.succeeded",
  ]);
  const waiting = log.find((event) => event.type === "step.waiting");
  expect(await childrenOf(runId)).toEqual([
    {
      id: waiting?.type === "step.waiting" ? waiting.childRunId : "",
      status: "succeeded",
      parent_step_key: "call_1",
      version: 1,
      depth: 1,
      started_by: `run:${runId}`,
    },
  ]);
});

const failing = graphOf(
  [
    takes({ n: { type: "number" } }),
    { id: "bad", type: "transform", config: { value: "{{ [1][start.n] }}" } },
    { id: "end", type: "output", config: { value: "{{ bad }}" } },
  ],
  ["start -> bad", "bad -> end"],
);

test("a child that fails fails the step with its error, and the step's own policy decides", async () => {
  const { id } = await publisher.publish(failing);
  const graph = caller(id, { n: 9 }, { onError: "continue" });
  const nodes = graph.nodes.map((node) =>
    node.id === "end" ? { ...node, config: { value: "{{ default(call_1, call_1.error) }}" } } : node,
  );
  const runId = await publisher.start({ ...graph, nodes }, { n: 1 });
  const log = await publisher.until(runId, isOver);
  const [child] = await childrenOf(runId);
  expect(await outputOf(runId, log)).toEqual({
    code: expect.stringMatching(/^ORR_EXPR_/),
    class: "permanent",
    message: expect.any(String),
    details: { runId: child?.id },
  });
});

test("cancelling the parent cancels the child, and a child that waits holds nobody", async () => {
  const { id } = await publisher.publish(
    graphOf(
      [
        takes({ n: { type: "number" } }),
        { id: "nap", type: "wait", config: { ms: 3_600_000 } },
        { id: "end", type: "output", config: { value: 1 } },
      ],
      ["start -> nap", "nap -> end"],
    ),
  );
  const runId = await publisher.start(caller(id, { n: 1 }), { n: 1 });
  await publisher.until(runId, (log) => log.some(({ type }) => type === "step.waiting"));
  const [child] = await childrenOf(runId);
  await publisher.until(child.id, (log) => log.some(({ type }) => type === "step.waiting"));
  const active = (): number => executors.reduce((sum, { figures }) => sum + figures.active, 0);
  await expect.poll(active).toBe(0);
  await cancelRun({ ctx: publisher.ctx, input: { id: runId } });
  await publisher.until(runId, isOver);
  await publisher.until(child.id, isOver);
  expect((await childrenOf(runId)).map(({ status }) => status)).toEqual(["cancelled"]);
});

test("children of children: three deep, in a map, over two executors", async () => {
  const leaf = await publisher.publish(
    graphOf(
      [takes({ n: { type: "number" } }), { id: "end", type: "output", config: { value: "{{ start.n + 1 }}" } }],
      ["start -> end"],
    ),
  );
  const middle = await publisher.publish(caller(leaf.id, { n: "{{ start.n }}" }));
  const top = graphOf(
    [
      takes({ n: { type: "number" } }),
      { id: "each", type: "map", config: { items: [1, 2, 3, 4, 5, 6, 7, 8], concurrency: 4 } },
      {
        id: "call_1",
        type: "subflow",
        parentId: "each",
        config: { workflow: middle.id, version: 1, input: { n: "{{ each.item }}" } },
      },
      { id: "end", type: "output", config: { value: "{{ each.results }}" } },
    ],
    ["start -> each", "each -> end"],
  );
  const runId = await publisher.start(top, { n: 0 });
  const log = await publisher.until(runId, isOver);
  expect(await outputOf(runId, log)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  expect(await childrenOf(runId)).toHaveLength(8);
});

test("two children at the same time cannot pass the parent's cap together: the second begins with what is left", async () => {
  const slow = await publisher.publish(
    graphOf(
      [
        takes({ n: { type: "number" } }),
        ...["one", "two"].map((id) => ({ id, type: "prompt", config: { model: "default", prompt: `Say ${id}` } })),
        { id: "end", type: "output", config: { value: "{{ one.text + two.text }}" } },
      ],
      ["start -> one", "one -> two", "two -> end"],
    ),
  );
  const call = (id: string) => ({
    id,
    type: "subflow",
    config: { workflow: slow.id, version: 1, input: { n: 1 } },
    policy: { onError: "continue" as const },
  });
  const graph = graphOf(
    [
      takes({ n: { type: "number" } }),
      call("left"),
      call("right"),
      { id: "end", type: "output", config: { value: "{{ [ran(left), ran(right)] }}" } },
    ],
    ["start -> left", "start -> right", "left -> end", "right -> end"],
  );
  const runId = await publisher.start({ ...graph, settings: { budget: { maxModelCalls: 3 } } }, { n: 1 });
  const log = await publisher.until(runId, isOver);
  const children = await childrenOf(runId);
  const reserved = log.flatMap((event) => (event.type === "step.waiting" ? [event.reserved?.maxModelCalls] : []));
  const used = log.flatMap((event) => (event.type === "step.resumed" ? [event.child?.used?.modelCalls] : []));
  expect({ reserved, used, ends: children.map(({ status }) => status).toSorted() }).toEqual({
    reserved: [3, 1],
    used: [2, 1],
    ends: ["failed", "succeeded"],
  });
  expect(log.map(brief)).toContain("run.succeeded");
});

test("a child takes a place of its own key, and a waiting parent that held the only one of the same key gives it up", async () => {
  const settings = { concurrency: { key: "one", limit: 1 } };
  const leaf = graphOf(
    [takes({ n: { type: "number" } }), { id: "end", type: "output", config: { value: "{{ start.n + 1 }}" } }],
    ["start -> end"],
  );
  const { id } = await publisher.publish({ ...leaf, settings });
  // The second version of the same workflow calls the first: both are runs of one workflow, with one key.
  const node = {
    id: "call_1",
    type: "subflow",
    position: { x: 0, y: 0 },
    config: { workflow: id, version: 1, input: { n: 1 } },
  };
  const edge = { id: "e9", source: "start", sourceHandle: "out", target: "call_1", targetHandle: "in" };
  const ops = [
    { op: "node.add", node },
    { op: "edge.add", edge },
  ] as const;
  const commands = ops.map((op, i) => ({
    opVersion: 1 as const,
    commandId: randomUUID(),
    clientId: "test",
    clientSeq: i + 1,
    baseSeq: 0,
    op,
  }));
  expect((await pushEdits({ ctx: publisher.ctx, input: { id, after: 0, commands } })).refused).toEqual([]);
  expect(await publishWorkflow({ ctx: publisher.ctx, input: { id } })).toEqual({ number: 2 });
  const started = await Promise.all(
    [1, 2, 3].map((n) => startPublished({ ctx: publisher.ctx, input: { workflowId: id, input: { n } } })),
  );
  const runIds = started.map(({ runId }) => runId);
  const logs = await Promise.all(runIds.map((runId) => publisher.until(runId, isOver, 60_000)));
  const outputs = await Promise.all(runIds.map((runId, i) => outputOf(runId, logs[i] ?? [])));
  expect(outputs).toEqual([2, 3, 4]);
  const { rows } = await publisher.store.pool.query(
    "SELECT count(*)::int AS runs, count(DISTINCT gate_key)::int AS keys, min(gate_limit) AS limit FROM run WHERE workflow_id = $1",
    [id],
  );
  expect(rows).toEqual([{ runs: 6, keys: 1, limit: 1 }]);
});
