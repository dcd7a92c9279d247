import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { resolve } from "node:path";
import { createDb, openRunStore, type RunStore } from "@orrery/db";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { commandSchema, hasEnded, type RunEvent } from "@orrery/engine";
import { type RunningExecutor, startExecutor } from "@orrery/executor";
import type { EditOp, Graph, GraphEdge, GraphNode, Json } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { createCompiler } from "@orrery/plan";
import {
  cancelRun,
  createServices,
  createWorkflow,
  forkRun,
  getRun,
  pauseRun,
  pushEdits,
  resumeRun,
  type ServiceContext,
  settleStep,
  startRun,
} from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";

let database: TestDatabase;
let executor: RunningExecutor;
let store: RunStore;
let ctx: ServiceContext;
let db: ReturnType<typeof createDb>;
let web: Server;
let address = "";
const asked: string[] = [];
let letGo = (): void => undefined;

beforeAll(async () => {
  database = await testDatabase();
  web = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = (): void => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ n: asked.length, blob: "x".repeat(40_000) }));
    };
    if (request.url?.startsWith("/held")) letGo = answer;
    else answer();
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const bound = web.address();
  address = `127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  executor = startExecutor({
    databaseUrl: database.url,
    env: { ORRERY_ALLOW_PRIVATE_HOSTS: address },
    news: { onTrouble: () => undefined, onFault: () => undefined, onDatabase: () => undefined },
  });
  await executor.ready;
  store = openRunStore({ databaseUrl: database.url, poolSize: 6, parseCommand: (row) => commandSchema.parse(row) });
  db = createDb(database.url);
  await store.bus.ready;
  const compiler = createCompiler({ catalog });
  const services = createServices({
    ...store,
    db,
    catalog,
    compile: (graph) => compiler.compile(graph),
    models: {
      list: () => Promise.resolve([]),
      test: () => Promise.resolve({ ok: false, code: "MODEL_UNKNOWN", message: "" }),
    },
  });
  ctx = { services, actor: { kind: "local", workspaceId: "default", role: "owner" } };
});

afterAll(async () => {
  await executor.stop();
  await db.$disconnect();
  await store.close();
  web.closeAllConnections();
  web.close();
  await database.drop();
});

function graphOf(nodes: readonly Omit<GraphNode, "position">[], wires: readonly string[]): Graph {
  const edges = wires.map((wire, i): GraphEdge => {
    const [source = "", target = ""] = wire.split(" -> ");
    return { id: `e${i}`, source, sourceHandle: "out", target, targetHandle: "in" };
  });
  return {
    schema: "orrery.graph/v1",
    name: "control",
    nodes: nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } })),
    edges,
  };
}

/** start → fetch → twice → end: what was fetched costs something, the rest follows from it. */
function fetching(path: string, factor = 2): Graph {
  return graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      { id: "fetch", type: "http-request", config: { method: "GET", url: `http://${address}${path}` } },
      { id: "twice", type: "transform", config: { value: `{{ fetch.body.n * ${factor} }}` } },
      { id: "end", type: "output", config: { value: "{{ twice }}" } },
    ],
    ["start -> fetch", "fetch -> twice", "twice -> end"],
  );
}

async function begin(graph: Graph, breakpoints: readonly string[] = []): Promise<string> {
  const { id: workflowId } = await createWorkflow({ ctx, input: { graph } });
  return (await startRun({ ctx, input: { workflowId, input: {}, breakpoints } })).runId;
}

async function until(runId: string, isSo: (status: string) => boolean): Promise<readonly RunEvent[]> {
  await expect.poll(async () => isSo((await getRun({ ctx, input: { id: runId } })).run.status)).toBe(true);
  return store.log.read(runId, 0, 10_000);
}

const pure: ReadonlySet<string> = new Set(["start", "twice", "end"]);

/** Without the starts of pure steps: one is an event of its own only where a batch went out before the step had ended. */
const story = (log: readonly RunEvent[]): string[] =>
  log
    .filter((event) => event.type !== "step.started" || !pure.has(event.stepKey))
    .map((event) => `${event.type}${"stepKey" in event && event.stepKey !== undefined ? ` ${event.stepKey}` : ""}`);

async function outputOf(runId: string): Promise<Json | null> {
  const end = (await until(runId, hasEnded)).find((event) => event.type === "run.succeeded");
  return end?.type === "run.succeeded" && end.output !== null ? store.values.read(runId, end.output.id) : null;
}

test("a run pauses before a breakpoint, goes on by one step, and to its end", async () => {
  const runId = await begin(fetching("/steps"), ["twice"]);
  expect(story(await until(runId, (status) => status === "paused")).slice(-1)).toEqual(["run.paused twice"]);
  // Nobody holds it while it stands.
  await expect.poll(async () => (await db.run.findUniqueOrThrow({ where: { id: runId } })).owner).toBe(null);
  expect(await resumeRun({ ctx, input: { id: runId, mode: "step" } })).toEqual({ state: "taken" });
  await expect
    .poll(async () => story(await store.log.read(runId, 0, 1_000)).slice(-3))
    .toEqual(["run.resumed", "step.succeeded twice", "run.paused end"]);
  await resumeRun({ ctx, input: { id: runId, mode: "run" } });
  expect(story(await until(runId, hasEnded)).slice(-3)).toEqual(["run.resumed", "step.succeeded end", "run.succeeded"]);
});

test("what is under way when a run is paused ends and is recorded; nothing follows it until it goes on", async () => {
  const runId = await begin(fetching("/held/pause"));
  await expect.poll(() => asked.includes("/held/pause")).toBe(true);
  expect(await pauseRun({ ctx, input: { id: runId } })).toEqual({ state: "taken" });
  await expect(pauseRun({ ctx, input: { id: runId } })).rejects.toMatchObject({
    code: "CONFLICT",
    reason: "ALREADY_PAUSED",
  });
  letGo();
  await expect.poll(async () => story(await store.log.read(runId, 0, 1_000)).at(-1)).toBe("step.succeeded fetch");
  expect((await getRun({ ctx, input: { id: runId } })).run.status).toBe("paused");
  await resumeRun({ ctx, input: { id: runId, mode: "run" } });
  expect(await outputOf(runId)).toBe(asked.length * 2);
  await expect(resumeRun({ ctx, input: { id: runId, mode: "run" } })).rejects.toMatchObject({
    code: "CONFLICT",
    reason: "RUN_ENDED",
  });
});

test("a fork keeps what was fetched and makes again what it is told to, also after an edit", async () => {
  const first = await begin(fetching("/paid"));
  const before = await outputOf(first);
  const count = asked.length;
  const again = await forkRun({
    ctx,
    input: { runId: first, rerun: ["twice"], outputs: [], graph: "same" },
  });
  expect(again).toEqual({ runId: expect.any(String), kept: 2 });
  expect(await outputOf(again.runId)).toBe(before);
  const log = await store.log.read(again.runId, 0, 100);
  expect(story(log)).toEqual([
    "run.started",
    "step.reused start",
    "step.reused fetch",
    "step.succeeded twice",
    "step.succeeded end",
    "run.succeeded",
  ]);
  // The page that was fetched is larger than a row: it stands once, and the fork reads it.
  const fetched = log.find((event) => event.type === "step.reused" && event.stepKey === "fetch");
  const page = fetched?.type === "step.reused" && fetched.output !== undefined ? fetched.output.id : "";
  expect(await store.values.read(again.runId, page)).toMatchObject({ body: { blob: "x".repeat(40_000) } });
  expect((await getRun({ ctx, input: { id: again.runId } })).run.forkOf).toEqual({ runId: first, seq: 7 });

  const given = await forkRun({
    ctx,
    input: { runId: first, rerun: [], outputs: [{ stepKey: "twice", value: 7 }], graph: "same" },
  });
  expect(await outputOf(given.runId)).toBe(7);
  const same = await forkRun({
    ctx,
    input: { runId: first, rerun: [], outputs: [{ stepKey: "twice", value: before }], graph: "same" },
  });
  expect(same.kept).toBe(4);
  expect(await outputOf(same.runId)).toBe(before);
  expect(asked.length).toBe(count);

  const { run } = await getRun({ ctx, input: { id: first } });
  const edit: EditOp = { op: "config.set", id: "twice", path: ["value"], value: "{{ fetch.body.n * 100 }}" };
  const command = {
    opVersion: 1,
    commandId: randomUUID(),
    clientId: "test",
    clientSeq: 1,
    baseSeq: 0,
    op: edit,
  } as const;
  await pushEdits({ ctx, input: { id: run.workflowId ?? "", after: 0, commands: [command] } });
  const edited = await forkRun({ ctx, input: { runId: first, rerun: [], outputs: [], graph: "draft" } });
  expect(await outputOf(edited.runId)).toBe(Number(before) * 50);
  expect(asked.length).toBe(count);

  await expect(
    forkRun({ ctx, input: { runId: first, rerun: ["nobody"], outputs: [], graph: "same" } }),
  ).rejects.toMatchObject({ code: "INVALID", reason: "FORK" });
  const unused = [{ stepKey: "end", value: 1 }];
  await expect(
    forkRun({ ctx, input: { runId: first, rerun: ["fetch"], outputs: unused, graph: "same" } }),
  ).rejects.toMatchObject({ code: "INVALID", reason: "FORK" });
});

test("only an uncertain step can be settled", async () => {
  const runId = await begin(fetching("/settle"), ["end"]);
  await until(runId, (status) => status === "paused");
  await expect(settleStep({ ctx, input: { runId, stepKey: "twice", choice: "retry" } })).rejects.toMatchObject({
    code: "CONFLICT",
    reason: "NOT_UNCERTAIN",
  });
  await cancelRun({ ctx, input: { id: runId } });
  expect(story(await until(runId, hasEnded)).slice(-2)).toEqual(["run.cancelling", "run.cancelled"]);
});

test("a result that is kept is taken by another run until it expires, and costs no request", async () => {
  const drawn = fetching("/kept");
  const nodes = drawn.nodes.map((node) =>
    node.id === "fetch" ? { ...node, policy: { cache: { ttlMs: 60_000 } } } : node,
  );
  const first = await begin({ ...drawn, nodes });
  const before = await outputOf(first);
  const count = asked.length;
  const second = await begin({ ...drawn, nodes });
  expect(await outputOf(second)).toBe(before);
  expect(asked.length).toBe(count);
  const fetched = (await store.log.read(second, 0, 100)).find(
    (event) => event.type === "step.succeeded" && event.stepKey === "fetch",
  );
  expect(fetched).toMatchObject({ cached: { runId: first, at: expect.any(Number) } });
  await store.pool.query("UPDATE step_cache SET expires_at = now() - interval '1 minute'");
  await outputOf(await begin({ ...drawn, nodes }));
  expect(asked.length).toBe(count + 1);
});

test("when a run fails, what it did is undone, the last first, each with what it had", async () => {
  const get = (path: string) => ({ method: "GET", url: `http://${address}${path}` });
  const runId = await begin(
    graphOf(
      [
        { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
        { id: "book", type: "http-request", config: get("/book"), policy: { undo: "unbook" } },
        { id: "unbook", type: "http-request", config: get("/unbook?n={{ book.body.n }}") },
        { id: "pay", type: "http-request", config: get("/pay"), policy: { undo: "refund" } },
        { id: "refund", type: "http-request", config: get("/refund?n={{ book.body.n }}.{{ pay.body.n }}") },
        { id: "broken", type: "transform", config: { value: "{{ pay.body.n / 0 }}" } },
      ],
      ["start -> book", "book -> pay", "pay -> broken"],
    ),
  );
  const log = await until(runId, hasEnded);
  const n = asked.indexOf("/book") + 1;
  expect(asked.slice(-4)).toEqual(["/book", "/pay", `/refund?n=${n}.${n + 1}`, `/unbook?n=${n}`]);
  expect(story(log).slice(-6)).toEqual([
    "run.failing broken",
    "step.started refund",
    "step.succeeded refund",
    "step.started unbook",
    "step.succeeded unbook",
    "run.failed broken",
  ]);
  expect(log.at(-1)).toMatchObject({ undone: 2, undoFailed: 0 });
});

test("a run that has used up its model calls pauses, keeps what was paid for, and goes on when the limit is raised", async () => {
  const file = resolve(import.meta.dirname, "../../../../docs/examples/limits.json");
  const { id: workflowId } = await createWorkflow({ ctx, input: { graph: JSON.parse(readFileSync(file, "utf8")) } });
  const texts = ["The moon is far. It shines.", "The sun is near. It burns.", "A star is small. It blinks."];
  const { runId } = await startRun({ ctx, input: { workflowId, input: { texts } } });
  const paused = await until(runId, (status) => status === "paused");
  const count = (log: readonly RunEvent[], type: string) => log.filter((event) => event.type === type).length;
  expect(paused.at(-1)).toMatchObject({ type: "run.paused", cause: "budget", limit: "maxModelCalls" });
  expect(count(paused, "budget.settled")).toBe(2);
  const raised = (raise: object) => resumeRun({ ctx, input: { id: runId, mode: "run", raise } });
  await expect(raised({})).rejects.toMatchObject({ code: "INVALID", reason: "RAISE" });
  await expect(raised({ maxModelCalls: 2 })).rejects.toMatchObject({
    code: "CONFLICT",
    reason: "LIMIT_TOO_LOW",
    message: expect.stringContaining("It would pause again at once"),
  });
  await raised({ maxModelCalls: 3 });
  expect(await outputOf(runId)).toBe(3);
  const forked = { runId, rerun: [], graph: "same" } as const;
  const outputs = [1, 2].map((value) => ({ stepKey: "start", value }));
  await expect(forkRun({ ctx, input: { ...forked, outputs } })).rejects.toMatchObject({
    code: "INVALID",
    reason: "FORK_TWO_VALUES",
    message: "There are two values for the step “start”.",
  });
  expect(count(await store.log.read(runId, 0, 1_000), "budget.settled")).toBe(3);
});
