import type { Server } from "node:http";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { RunEvent } from "@orrery/engine";
import { signalAddress } from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHttpServer } from "../http-server.ts";
import { type RunningExecutor, startExecutor } from "../start-executor.ts";
import { graphOf } from "../testing/graph-runs.ts";
import { openPublisher, type Publisher } from "../testing/open-publisher.ts";
import { collectNews } from "../testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let server: Server;
let publisher: Publisher;
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, env: {}, news });
  await executor.ready;
  server = await startHttpServer(executor, 0);
  publisher = openPublisher(database.url);
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await executor.stop();
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

const waiting = (signal: object) =>
  graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      { id: "hold", type: "wait", config: JSON.parse(JSON.stringify({ signal })) },
      { id: "end", type: "output", config: { value: "{{ hold.body }}" } },
    ],
    ["start -> hold", "hold -> end"],
  );

/** A run that waits for its call, and the path of that. */
async function started(signal: object) {
  const runId = await publisher.start(waiting(signal), {});
  await publisher.until(runId, (log) => log.some(({ type }) => type === "step.waiting"));
  const { address } = await signalAddress({ ctx: publisher.ctx, input: { runId, stepKey: "hold" } });
  return { runId, path: new URL(address).pathname };
}

async function call(path: string, body: string, method = "POST") {
  const bound = server.address();
  if (bound === null || typeof bound !== "object") throw new Error("no server");
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`http://127.0.0.1:${bound.port}${path}`, {
    method,
    headers,
    ...(method === "POST" && { body }),
  });
  const said: unknown = await answer.json();
  return { status: answer.status, body: said };
}

const refusal = (code: string) => ({ error: { code, message: expect.any(String) } });

test("a call ends the wait, once; the run holds nothing meanwhile", async () => {
  const { runId, path } = await started({});
  await expect.poll(() => executor.figures.active).toBe(0);
  const calls = await Promise.all([1, 2, 3].map((n) => call(path, JSON.stringify({ n }))));
  expect(calls.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  const log = await publisher.until(runId, (events) => events.some(({ type }) => type === "run.succeeded"));
  const last = log.find((event) => event.type === "run.succeeded");
  const output = last?.type === "run.succeeded" && last.output !== null ? last.output.id : "";
  expect(await publisher.store.values.read(runId, output)).toEqual({ n: expect.any(Number) });
  expect(await call(path, "{}")).toEqual({ status: 409, body: refusal("NOT_WAITING") });
});

const telling = graphOf(
  [
    { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
    { id: "tell", type: "transform", config: { value: "{{ run.signals.hold }}" } },
    { id: "gate", type: "wait", config: { signal: {} } },
    { id: "hold", type: "wait", config: { signal: {} } },
    { id: "end", type: "output", config: { value: "{{ hold.body }}" } },
  ],
  ["start -> tell", "tell -> gate", "gate -> hold", "hold -> end"],
);

test("an address is known before its step waits, and a call that is quicker than the run is kept for it", async () => {
  const runId = await publisher.start(telling, {});
  const log = await publisher.until(runId, (events) => events.some((event) => isEndOf(event, "tell")));
  const told = log.find((event) => isEndOf(event, "tell"));
  const output = told?.type === "step.succeeded" ? told.output.id : "";
  const { address } = await signalAddress({ ctx: publisher.ctx, input: { runId, stepKey: "hold" } });
  expect(await publisher.store.values.read(runId, output)).toBe(address);
  expect(log.some((event) => event.type === "step.waiting" && event.stepKey === "hold")).toBe(false);
  const early = callAgain(new URL(address).pathname, '{"ok":true}');
  const gate = await signalAddress({ ctx: publisher.ctx, input: { runId, stepKey: "gate" } });
  expect(await callAgain(new URL(gate.address).pathname, "{}")).toBe(200);
  expect(await early).toBe(200);
  const whole = await publisher.until(runId, (events) => events.some(({ type }) => type === "run.succeeded"));
  expect(whole.filter(({ type }) => type === "command.refused")).toEqual([]);
});

/** A step that does not wait yet is called again, as its answer asks for. */
async function callAgain(path: string, body: string): Promise<number> {
  for (;;) {
    const { status } = await call(path, body);
    if (status !== 409) return status;
  }
}

const isEndOf = (event: RunEvent, stepKey: string): boolean =>
  event.type === "step.succeeded" && event.stepKey === stepKey;

test("a call that comes too late, is forged, or is no JSON changes nothing", async () => {
  const { path } = await started({});
  const [, , token = ""] = path.split("/");
  const forged = `${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`;
  expect(await call(`/signals/${forged}`, "{}")).toEqual({ status: 404, body: refusal("NOT_FOUND") });
  expect(await call(path, "{")).toEqual({ status: 400, body: refusal("BODY_NOT_JSON") });
  expect(await call(path, '{"constructor":1}')).toEqual({ status: 400, body: refusal("ORR_FORBIDDEN_KEY") });
  expect((await call(path, "", "GET")).status).toBe(405);
  expect((await call(path, "{}")).status).toBe(200);
  const late = await started({ expiresMs: 30 });
  await publisher.until(late.runId, (log) => log.some(({ type }) => type === "run.failed"));
  expect(await call(late.path, "{}")).toEqual({ status: 410, body: refusal("SIGNAL_EXPIRED") });
});

test("what a call brings has to fit the schema", async () => {
  const schema = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };
  const { runId, path } = await started({ schema });
  expect((await call(path, '{"n":"one"}')).status).toBe(200);
  const log = await publisher.until(runId, (events) => events.some(({ type }) => type === "run.failed"));
  expect(log.find((event) => event.type === "step.failed")).toMatchObject({ error: { code: "SIGNAL_INVALID" } });
});
