import type { Server } from "node:http";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { createApiKey, revokeApiKey } from "@orrery/services";
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

async function call(method: string, path: string, options: { body?: unknown; key?: string | null } = {}) {
  const bound = server.address();
  if (bound === null || typeof bound !== "object") throw new Error("no server");
  const by = options.key === undefined ? key : options.key;
  const answer = await fetch(`http://127.0.0.1:${bound.port}${path}`, {
    method,
    headers: { "content-type": "application/json", ...(by !== null && { authorization: `Bearer ${by}` }) },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const said = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, body: said };
}

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
    paths: ["/api/v1/workflows/{workflowId}/runs", "/api/v1/runs/{runId}", "/api/v1/runs/{runId}/cancel"],
  });
});
