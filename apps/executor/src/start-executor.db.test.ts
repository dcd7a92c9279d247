import { createServer, type Server } from "node:http";
import { watchRun } from "@orrery/db";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { brief, type GraphRuns, graphOf, openGraphRuns } from "./testing/graph-runs.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let runs: GraphRuns;
let web: Server;
let address = "";
const requests: string[] = [];
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  runs = openGraphRuns(database.url);
  web = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (request.url?.startsWith("/slow")) return;
    const isBroken = request.url?.startsWith("/broken");
    response.writeHead(isBroken ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ path: request.url }));
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const bound = web.address();
  address = `127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  executor = startExecutor({ databaseUrl: database.url, env: { ORRERY_ALLOW_PRIVATE_HOSTS: address }, news });
  await executor.ready;
});

afterAll(async () => {
  await executor.stop();
  await runs.close();
  web.closeAllConnections();
  web.close();
  await database.drop();
  expect(said).toEqual([]);
});

const input = (properties: Record<string, object>) => ({
  id: "start",
  type: "input",
  config: {
    schema: { type: "object", properties: JSON.parse(JSON.stringify(properties)), required: Object.keys(properties) },
  },
});

test("a branch takes one way, skips the other, and the log says so in order", async () => {
  const graph = graphOf(
    [
      input({ n: { type: "number" } }),
      { id: "big", type: "branch", config: { when: "{{ start.n > 10 }}" } },
      { id: "yes", type: "transform", config: { value: "big" } },
      { id: "no", type: "transform", config: { value: "small" } },
      { id: "end", type: "output", config: { value: "{{ default(yes, no) }}" } },
    ],
    ["start -> big", "big.true -> yes", "big.false -> no", "yes -> end", "no -> end"],
  );
  const [runId = ""] = await runs.start(graph, [{ n: 12 }]);
  const log = await runs.ended(runId);
  expect(log.map((event) => event.seq)).toEqual(log.map((_, i) => i + 1));
  expect(log.map(brief)).toEqual([
    "run.started",
    "step.succeeded start",
    "step.succeeded big",
    "step.skipped no",
    "step.succeeded yes",
    "step.succeeded end",
    "run.succeeded",
  ]);
  expect(await runs.output(log, runId)).toBe("big");
});

test("a map of maps keeps the order of its items and leaves out what failed", async () => {
  const graph = graphOf(
    [
      input({ n: { type: "number" } }),
      { id: "rows", type: "transform", config: { value: [["{{ start.n }}", 0, 3], [], [4]] } },
      { id: "row", type: "map", config: { items: "{{ rows }}", concurrency: 2 } },
      { id: "cell", type: "map", parentId: "row", config: { items: "{{ row.item }}", onItemError: "skip" } },
      { id: "third", type: "transform", parentId: "cell", config: { value: "{{ 12 / cell.item + row.index }}" } },
      { id: "end", type: "output", config: { value: "{{ row.results }}" } },
    ],
    ["start -> rows", "rows -> row", "row -> end"],
  );
  const [runId = ""] = await runs.start(graph, [{ n: 1 }]);
  const log = await runs.ended(runId);
  expect(await runs.output(log, runId)).toEqual([
    {
      results: [12, 4],
      failed: [{ index: 1, error: expect.objectContaining({ code: "ORR_EXPR_NOT_FINITE", class: "permanent" }) }],
    },
    { results: [], failed: [] },
    { results: [5], failed: [] },
  ]);
});

test("an expression that fails fails its step with its place, and its error branch goes on", async () => {
  const graph = graphOf(
    [
      input({ list: { type: "array", items: { type: "number" } } }),
      {
        id: "pick",
        type: "transform",
        config: { value: { x: "is {{ start.list[9] }}" } },
        policy: { onError: "branch" },
      },
      { id: "after", type: "transform", config: { value: "{{ pick.error.code }}" } },
      { id: "end", type: "output", config: { value: "{{ after }}" } },
    ],
    ["start -> pick", "pick.error -> after", "after -> end"],
  );
  const [runId = ""] = await runs.start(graph, [{ list: [1] }]);
  const log = await runs.ended(runId);
  const failure = log.find((event) => event.type === "step.failed");
  const said = failure?.type === "step.failed" && failure.error.value;
  expect(await runs.store.values.read(runId, said ? said.id : "")).toEqual({
    message: expect.any(String),
    details: { field: "value.x", range: { start: expect.any(Number), end: expect.any(Number) } },
  });
  expect(await runs.output(log, runId)).toBe(failure?.type === "step.failed" ? failure.error.code : "");
});

test("a switch evaluates its cases only as far as the first that is true", async () => {
  const cases = [
    { id: "none", when: "{{ size(start.list) == 0 }}" },
    { id: "small", when: "{{ numbers.list[0] < 10 }}" },
  ];
  const graph = graphOf(
    [
      input({ list: { type: "array", items: { type: "string" } } }),
      { id: "numbers", type: "transform", config: { value: { list: "{{ start.list.map(x, double(x)) }}" } } },
      { id: "which", type: "switch", config: { cases } },
      { id: "end", type: "output", config: { value: "{{ which.taken }}" } },
    ],
    ["start -> numbers", "numbers -> which", "which.none -> end", "which.small -> end", "which.otherwise -> end"],
  );
  const started = await runs.start(graph, [{ list: [] }, { list: ["3"] }, { list: ["30"] }]);
  const outputs = started.map(async (runId) => runs.output(await runs.ended(runId), runId));
  expect(await Promise.all(outputs)).toEqual(["none", "small", "otherwise"]);
});

test("what is put into an address is encoded and can add nothing to it", async () => {
  const graph = graphOf(
    [
      input({ word: { type: "string" } }),
      {
        id: "ask",
        type: "http-request",
        config: { url: `http://${address}/find/{{ start.word }}?q={{ start.word }}` },
      },
      { id: "end", type: "output", config: { value: "{{ ask.body.path }}" } },
    ],
    ["start -> ask", "ask -> end"],
  );
  const [runId = ""] = await runs.start(graph, [{ word: "a/b?c&d ä" }]);
  const sent = "a%2Fb%3Fc%26d%20%C3%A4";
  expect(await runs.output(await runs.ended(runId), runId)).toBe(`/find/${sent}?q=${sent}`);
});

test("a transient failure is retried, and what is left fails by its policy", async () => {
  const graph = graphOf(
    [
      {
        id: "ask",
        type: "http-request",
        config: { url: `http://${address}/broken` },
        policy: { retry: { maxAttempts: 3, initialMs: 10, jitter: false }, onError: "continue" },
      },
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      { id: "end", type: "output", config: { value: "{{ default(ask.error.code, 'none') }}" } },
    ],
    ["start -> ask", "ask -> end"],
  );
  const [runId = ""] = await runs.start(graph, [{}]);
  const log = await runs.ended(runId);
  expect(log.filter((event) => "stepKey" in event && event.stepKey === "ask").map((event) => event.type)).toEqual([
    "step.started",
    "step.retrying",
    "step.started",
    "step.retrying",
    "step.started",
    "step.failed",
  ]);
  expect(requests.filter((line) => line === "GET /broken")).toHaveLength(3);
  expect(await runs.output(log, runId)).toBe("HTTP_STATUS");
});

test("a step that takes longer than its limit fails with TIMEOUT", async () => {
  const graph = graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      { id: "ask", type: "http-request", config: { url: `http://${address}/slow` }, policy: { timeoutMs: 100 } },
      { id: "end", type: "output", config: { value: "{{ ask.status }}" } },
    ],
    ["start -> ask", "ask -> end"],
  );
  const [runId = ""] = await runs.start(graph, [{}]);
  expect((await runs.ended(runId)).at(-1)).toMatchObject({
    type: "run.failed",
    error: { code: "TIMEOUT" },
    stepKey: "ask",
  });
});

test("an address that is private and not allowed is refused", async () => {
  const graph = graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      { id: "ask", type: "http-request", config: { url: "http://127.1:9/" } },
      { id: "end", type: "output", config: { value: "{{ ask.status }}" } },
    ],
    ["start -> ask", "ask -> end"],
  );
  const [runId = ""] = await runs.start(graph, [{}]);
  expect((await runs.ended(runId)).at(-1)).toMatchObject({ type: "run.failed", error: { code: "EGRESS_DENIED" } });
});

const approvalGraph = graphOf(
  [
    input({ text: { type: "string" } }),
    { id: "ok", type: "approval", config: { title: "Send it?", show: "{{ start.text }}" } },
    { id: "sent", type: "transform", config: { value: "sent by {{ ok.by }}: {{ ok.note }}" } },
    { id: "kept", type: "transform", config: { value: "kept" } },
    { id: "end", type: "output", config: { value: "{{ default(sent, kept) }}" } },
  ],
  ["start -> ok", "ok.approved -> sent", "ok.refused -> kept", "sent -> end", "kept -> end"],
);

test("a run that waits for a person holds no slot, and goes on from the answer; the second answer is refused", async () => {
  const [runId = ""] = await runs.start(approvalGraph, [{ text: "hello" }]);
  await runs.until(runId, (log) => log.some((event) => event.type === "step.waiting"));
  await expect.poll(() => executor.figures.active).toBe(0);
  const row = await runs.store.pool.query("SELECT owner, status, waits FROM run WHERE id = $1::uuid", [runId]);
  expect(row.rows).toEqual([{ owner: null, status: "waiting", waits: 1 }]);
  await runs.answer(runId, "ok", { approved: true, values: {}, note: "go" });
  const log = await runs.ended(runId);
  expect(await runs.output(log, runId)).toBe("sent by Ada: go");
  const late = await runs.answer(runId, "ok", { approved: false, values: {}, note: "" });
  const after = await runs.until(runId, (events) => events.some((event) => event.type === "command.refused"));
  expect(after.at(-1)).toMatchObject({ type: "command.refused", commandId: late, reason: "RUN_ENDED" });
});

test("a cancel ends a wait at once", async () => {
  const [runId = ""] = await runs.start(approvalGraph, [{ text: "hello" }]);
  await runs.until(runId, (log) => log.some((event) => event.type === "step.waiting"));
  await runs.cancel(runId);
  const log = await runs.ended(runId);
  expect(log.slice(-3).map(brief)).toEqual(["run.cancelling", "step.cancelled ok", "run.cancelled"]);
});

test("a cancel ends a request that is under way", async () => {
  const graph = graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      { id: "ask", type: "http-request", config: { url: `http://${address}/slow` } },
      { id: "end", type: "output", config: { value: "{{ ask.status }}" } },
    ],
    ["start -> ask", "ask -> end"],
  );
  const [runId = ""] = await runs.start(graph, [{}]);
  await runs.until(runId, (log) => log.some((event) => event.type === "step.started" && event.stepKey === "ask"));
  await runs.cancel(runId);
  expect((await runs.ended(runId)).at(-1)?.type).toBe("run.cancelled");
});

test("a wait of time goes on by itself, near and far", async () => {
  const graph = graphOf(
    [
      input({ ms: { type: "number" } }),
      { id: "rest", type: "wait", config: { ms: "{{ start.ms }}" } },
      { id: "end", type: "output", config: { value: "{{ start.ms }}" } },
    ],
    ["start -> rest", "rest -> end"],
  );
  // Beyond a second the run is given back and taken up again by its job; a machine that stands still must not shorten it so far.
  const [near = "", far = ""] = await runs.start(graph, [{ ms: 50 }, { ms: 8_000 }]);
  const logs = await Promise.all([runs.ended(near), runs.ended(far)]);
  expect(logs.map((log) => log.at(-1)?.type)).toEqual(["run.succeeded", "run.succeeded"]);
  const epochs = await runs.store.pool.query("SELECT epoch FROM run WHERE id = ANY($1::uuid[]) ORDER BY epoch", [
    [near, far],
  ]);
  expect(epochs.rows).toEqual([{ epoch: 1 }, { epoch: 2 }]);
});

test("a prompt is answered by the offline model and streams", async () => {
  const graph = graphOf(
    [
      input({ text: { type: "string" } }),
      { id: "brief", type: "prompt", config: { model: "default", prompt: "Summarise: {{ start.text }}" } },
      { id: "end", type: "output", config: { value: "{{ brief.text }}" } },
    ],
    ["start -> brief", "brief -> end"],
  );
  const text = "Postgres keeps the log. The log is the run. A crash loses nothing that was written.";
  const [runId = ""] = await runs.start(graph, [{ text }]);
  const watching = new AbortController();
  let streamed = "";
  let seq = 0;
  const watched = (async () => {
    for await (const item of watchRun(runs.store, runId, 0, watching.signal)) {
      if (item.kind === "delta") streamed += item.delta.text;
      if (item.kind === "events") seq = item.events.at(-1)?.seq ?? seq;
    }
  })();
  const log = await runs.ended(runId);
  const said = String(await runs.output(log, runId));
  expect(said.length).toBeGreaterThan(10);
  await expect.poll(() => ({ streamed, seq })).toEqual({ streamed: said, seq: log.length });
  watching.abort();
  await watched;
});
