import type { Server } from "node:http";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { createApiKey, keyScopes, revokeApiKey, startPublished } from "@orrery/services";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startHttpServer } from "../http-server.ts";
import { type RunningExecutor, startExecutor } from "../start-executor.ts";
import { graphOf } from "../testing/graph-runs.ts";
import { openPublisher, type Publisher } from "../testing/open-publisher.ts";
import { collectNews } from "../testing/quiet-news.ts";
import { restRoutes } from "./rest-routes.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let server: Server;
let publisher: Publisher;
let key: string;
let keyId: string;
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, env: {}, news });
  await executor.ready;
  server = await startHttpServer(executor, 0);
  publisher = openPublisher(database.url);
  ({ key, id: keyId } = await createApiKey({ ctx: publisher.ctx, input: { name: "Shop" } }));
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await executor.stop();
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

const graph = graphOf(
  [
    {
      id: "start",
      type: "input",
      config: { schema: { type: "object", properties: { n: { type: "number" } }, required: ["n"] } },
    },
    { id: "end", type: "output", config: { value: "{{ start.n + 1 }}" } },
  ],
  ["start -> end"],
);

async function call(
  method: string,
  path: string,
  options: { body?: unknown; key?: string | null; type?: string } = {},
) {
  const bound = server.address();
  if (bound === null || typeof bound !== "object") throw new Error("no server");
  const by = options.key === undefined ? key : options.key;
  const answer = await fetch(`http://127.0.0.1:${bound.port}${path}`, {
    method,
    headers: {
      "content-type": options.type ?? "application/json",
      ...(by !== null && { authorization: `Bearer ${by}` }),
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const said = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, body: said };
}

const unknown = "01a209f8-0000-7000-8000-000000000000";
const refusal = (code: string) => ({ error: { code, message: expect.any(String) } });

test("a key starts a run of the published version and reads what it gave", async () => {
  const { id } = await publisher.publish(graph);
  const started = await call("POST", `/api/v1/workflows/${id}/runs`, { body: { input: { n: 41 } } });
  expect(started).toEqual({ status: 202, body: { runId: expect.any(String), version: 1 } });
  const path = `/api/v1/runs/${started.body.runId}`;
  await expect.poll(async () => (await call("GET", path)).body.status).toBe("succeeded");
  expect((await call("GET", path)).body).toMatchObject({ workflowId: id, version: 1, output: 42, errorCode: null });
  expect(await call("POST", `${path}/cancel`)).toEqual({ status: 409, body: refusal("RUN_ENDED") });
});

test("a body is only ever input: a definition, or anything else, is refused", async () => {
  const { id } = await publisher.publish(graph);
  for (const body of [{ input: { n: 1 }, graph }, { nodes: [] }, [1]]) {
    expect(await call("POST", `/api/v1/workflows/${id}/runs`, { body })).toEqual({
      status: 422,
      body: refusal("BODY"),
    });
  }
  const wrong = await call("POST", `/api/v1/workflows/${id}/runs`, { body: { input: { n: "one" } } });
  expect(wrong).toEqual({ status: 422, body: refusal("INPUT") });
  expect(await publisher.runsOf(id)).toEqual([]);
});

test("without a good key there is nothing to be had", async () => {
  const { id } = await publisher.publish(graph);
  const path = `/api/v1/workflows/${id}/runs`;
  for (const bad of [null, "orrery_x", `orrery_${"A".repeat(43)}`]) {
    expect(await call("POST", path, { body: { input: { n: 1 } }, key: bad })).toEqual({
      status: 401,
      body: refusal("API_KEY"),
    });
  }
  const other = { ...publisher.ctx, actor: { kind: "local", workspaceId: "elsewhere", role: "owner" } as const };
  await publisher.services.db.workspace.create({ data: { id: "elsewhere", name: "Elsewhere" } });
  const foreign = await createApiKey({ ctx: other, input: { name: "Foreign" } });
  expect(await call("POST", path, { body: { input: { n: 1 } }, key: foreign.key })).toEqual({
    status: 404,
    body: refusal("WORKFLOW"),
  });
  await revokeApiKey({ ctx: publisher.ctx, input: { id: keyId } });
  expect((await call("POST", path, { body: { input: { n: 1 } } })).status).toBe(401);
  expect(await publisher.runsOf(id)).toEqual([]);
});

test("it describes itself", async () => {
  const { status, body } = await call("GET", "/api/v1/openapi.json", { key: null });
  expect({ status, paths: Object.keys(body.paths ?? {}) }).toEqual({
    status: 200,
    paths: restRoutes.map(({ path }) => `/api/v1${path}`).filter((path, index, all) => all.indexOf(path) === index),
  });
});

describe("scopes", () => {
  const asks = (id: string, runId: string): readonly [string, string, string, unknown?][] => [
    ["listWorkflows", "GET", "/api/v1/workflows"],
    ["getWorkflow", "GET", `/api/v1/workflows/${id}`],
    ["importWorkflow", "POST", "/api/v1/workflows", { graph, name: "By key" }],
    ["publishWorkflow", "POST", `/api/v1/workflows/${unknown}/publish`, {}],
    ["startRun", "POST", `/api/v1/workflows/${id}/runs`, { input: { n: 1 } }],
    ["listRuns", "GET", "/api/v1/runs?limit=5"],
    ["getRun", "GET", `/api/v1/runs/${runId}`],
    ["listEvents", "GET", `/api/v1/runs/${runId}/events?after=0`],
    ["readValue", "GET", `/api/v1/runs/${runId}/values/${unknown}`],
    ["cancelRun", "POST", `/api/v1/runs/${unknown}/cancel`],
    ["answerStep", "POST", `/api/v1/runs/${unknown}/answer`, { stepKey: "ask", approved: true }],
    ["listAudit", "GET", "/api/v1/audit?limit=3"],
  ];
  const allowed = {
    read: ["listWorkflows", "getWorkflow", "listRuns", "getRun", "listEvents", "readValue"],
    run: ["startRun", "listRuns", "getRun", "listEvents", "readValue", "cancelRun", "answerStep"],
    edit: [
      "listWorkflows",
      "getWorkflow",
      "importWorkflow",
      "publishWorkflow",
      "listRuns",
      "getRun",
      "listEvents",
      "readValue",
    ],
    admin: ["listAudit"],
  } as const;

  test.each(Object.entries(allowed))("a key for %s", async (scope, operations) => {
    const { id } = await publisher.publish(graph);
    const { runId } = await startPublished({ ctx: publisher.ctx, input: { workflowId: id, input: { n: 1 } } });
    const calls = asks(id, runId);
    expect(calls.map(([name]) => name).sort()).toEqual(restRoutes.map(({ operationId }) => operationId).sort());
    const scopes = keyScopes.filter((one) => one === scope);
    const { key: scoped } = await createApiKey({ ctx: publisher.ctx, input: { name: "Scoped", scopes } });
    const letIn = [];
    for (const [name, method, path, body] of calls) {
      const { status, body: said } = await call(method, path, { body, key: scoped });
      if (status === 403) expect(said).toEqual(refusal("SCOPE"));
      else letIn.push(name);
      const route = restRoutes.find(({ operationId }) => operationId === name);
      if (status < 400) expect([status, route?.answer.safeParse(said).error]).toEqual([route?.status, undefined]);
      else expect([403, 404]).toContain(status);
    }
    expect(letIn).toEqual(calls.map(([name]) => name).filter((name) => operations.some((one) => one === name)));
  });
});

test("a key that has run out, or whose maker is no member, is no key", async () => {
  const { key: short, id } = await createApiKey({ ctx: publisher.ctx, input: { name: "Short", days: 1 } });
  expect((await call("GET", "/api/v1/runs", { key: short })).status).toBe(200);
  const { apiKey } = publisher.services.db;
  await apiKey.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await call("GET", "/api/v1/runs", { key: short })).toEqual({ status: 401, body: refusal("API_KEY") });
  await apiKey.update({ where: { id }, data: { expiresAt: null, createdBy: "user:nobody" } });
  expect((await call("GET", "/api/v1/runs", { key: short })).status).toBe(401);
});

test("what does not fit is told by its place, what is no JSON is 415, and nothing is done", async () => {
  const { id } = await publisher.publish(graph);
  const { key: own } = await createApiKey({ ctx: publisher.ctx, input: { name: "Own" } });
  const by = { key: own };
  expect(await call("GET", "/api/v1/runs?limit=0", by)).toEqual({ status: 422, body: refusal("QUERY") });
  expect(await call("GET", "/api/v1/runs?workspaceId=elsewhere", by)).toEqual({ status: 422, body: refusal("QUERY") });
  const answer = { stepKey: "ask", approved: "yes" };
  expect(await call("POST", `/api/v1/runs/${unknown}/answer`, { ...by, body: answer })).toEqual({
    status: 422,
    body: { error: { code: "BODY", message: expect.stringContaining("approved") } },
  });
  expect(await call("PUT", "/api/v1/runs", by)).toEqual({ status: 405, body: refusal("METHOD") });
  const text = await call("POST", `/api/v1/workflows/${id}/runs`, {
    ...by,
    body: { input: { n: 1 } },
    type: "text/plain",
  });
  expect(text).toEqual({ status: 415, body: refusal("CONTENT_TYPE") });
  expect(await publisher.runsOf(id)).toEqual([]);
});
