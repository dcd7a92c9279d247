import type { Server } from "node:http";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { Graph } from "@orrery/graph";
import { createApiKey, createServices, fireSchedules, followRun, startPublished } from "@orrery/services";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startHttpServer } from "./http-server.ts";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let server: Server;
let publisher: Publisher;
const maxQueued = 2;

beforeAll(async () => {
  database = await testDatabase();
  const news = { onTrouble: () => undefined, onFault: () => undefined, onDatabase: () => undefined };
  const env = { ORRERY_MAX_QUEUED: String(maxQueued) };
  executor = startExecutor({ databaseUrl: database.url, capacity: 1, env, news });
  await executor.ready;
  server = await startHttpServer(executor, 0);
  publisher = openPublisher(database.url);
});
afterEach(() => publisher.store.pool.query("DELETE FROM run"));
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await executor.stop();
  await publisher.close();
  await database.drop();
});

/** One run has the only place, and as many wait for it as may. */
async function fillQueue(): Promise<void> {
  await publisher.store.pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by, place)
      SELECT id, 'default', 'q', 'p', 'd', 't', CASE nth WHEN 1 THEN 'admitted' ELSE 'capacity' END
      FROM unnest($1::uuid[]) WITH ORDINALITY AS t(id, nth)`,
    [Array.from({ length: 1 + maxQueued }, () => uuidv7())],
  );
}

const queued = async (): Promise<number> =>
  (await publisher.store.pool.query<{ n: number }>("SELECT count(*)::int AS n FROM run")).rows[0]?.n ?? 0;

const triggerOf = async (id: string) =>
  (await publisher.store.pool.query(`SELECT next_at, last_problem, last_run_id FROM "trigger" WHERE id = $1`, [id]))
    .rows[0];

function entered(type: string, config: object = {}): Graph {
  return graphOf(
    [
      { id: "start", type, config: JSON.parse(JSON.stringify(config)) },
      { id: "end", type: "output", config: { value: 1 } },
    ],
    ["start -> end"],
  );
}

async function post(path: string, headers: Record<string, string> = {}) {
  const bound = server.address();
  if (bound === null || typeof bound !== "object") throw new Error("no server");
  const answer = await fetch(`http://127.0.0.1:${bound.port}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: "{}",
  });
  return { status: answer.status, retryAfter: answer.headers.get("retry-after"), body: await answer.json() };
}

const refused = {
  status: 429,
  retryAfter: expect.stringMatching(/^\d+$/),
  body: { error: { code: "QUEUE_FULL", message: expect.stringContaining("2 runs of this workspace wait") } },
};

test("webhooks, API keys and chats are refused, and nothing is kept of them", async () => {
  const hooked = await publisher.publish(entered("webhook", { answer: "now" }));
  const plain = await publisher.publish(entered("input", { schema: { type: "object", properties: {} } }));
  const chat = await publisher.publish(entered("chat"));
  const { key } = await createApiKey({ ctx: publisher.ctx, input: { name: "Shop" } });
  const path = hooked.triggers[0]?.path ?? "";
  await fillQueue();
  expect(await post(path, { "idempotency-key": "order-7" })).toEqual(refused);
  expect(await post(`/api/v1/workflows/${plain.id}/runs`, { authorization: `Bearer ${key}` })).toEqual(refused);
  const ctx = { ...publisher.ctx, services: createServices({ ...publisher.services, maxQueued }) };
  const input = { workflowId: chat.id, input: { text: "Hello", conversation: "c" }, chat: true };
  await expect(startPublished({ ctx, input })).rejects.toMatchObject({ reason: "QUEUE_FULL" });
  expect(await queued()).toBe(1 + maxQueued);
  await publisher.store.pool.query("DELETE FROM run");
  // The key was not used up.
  expect(await post(path, { "idempotency-key": "order-7" })).toMatchObject({ status: 202 });
});

test.each(["skip", "once"] as const)("a schedule says so and is tried again; late it goes by %s", async (missed) => {
  const { id, triggers } = await publisher.publish(entered("schedule", { cron: "0 3 1 1 *", tz: "UTC", missed }));
  const triggerId = triggers[0]?.id ?? "";
  await fillQueue();
  const { pool } = publisher.store;
  // The executor fires by the clock; these looks are ahead of it.
  const due = Date.now() + 3_600_000;
  await pool.query(`UPDATE "trigger" SET next_at = to_timestamp($2::float8 / 1000) WHERE id = $1`, [triggerId, due]);
  expect(await fireSchedules(pool, due, maxQueued)).toBe(due + 20_000);
  expect(await triggerOf(triggerId)).toEqual({
    next_at: new Date(due),
    last_problem: `2 runs of this workspace wait for a place already. Try again later. The firing of ${new Date(due).toISOString()} is tried again.`,
    last_run_id: null,
  });
  await fireSchedules(pool, due + 70_000, maxQueued);
  await pool.query("DELETE FROM run");
  await fireSchedules(pool, due + 95_000, maxQueued);
  expect(await publisher.runsOf(id)).toHaveLength(missed === "once" ? 1 : 0);
  expect((await triggerOf(triggerId))?.last_problem).toEqual(
    missed === "once" ? null : `${new Date(due).toISOString()} could not be fired within a minute, and was left out.`,
  );
});

test("what follows a run says so, and follows it when there is room", async () => {
  const first = await publisher.publish(entered("input", { schema: { type: "object", properties: {} } }));
  const config = { workflow: first.id, on: ["succeeded"] };
  const follower = await publisher.publish(entered("run-finished", config));
  const ended = uuidv7();
  const { pool, values } = publisher.store;
  await fillQueue();
  await pool.query(
    `INSERT INTO run (id, workspace_id, workflow_id, name, plan_hash, drawing_hash, started_by, status, ended_at)
      VALUES ($1, 'default', $2, 'q', 'p', 'd', 't', 'succeeded', now())`,
    [ended, first.id],
  );
  await expect(followRun(pool, values, { runId: ended, maxQueued })).rejects.toMatchObject({ reason: "QUEUE_FULL" });
  expect(await publisher.runsOf(follower.id)).toEqual([]);
  expect((await triggerOf(follower.triggers[0]?.id ?? ""))?.last_problem).toMatch(/is started later\.$/);
  await pool.query("DELETE FROM run WHERE place = 'capacity'");
  await followRun(pool, values, { runId: ended, maxQueued });
  expect(await publisher.runsOf(follower.id)).toHaveLength(1);
  expect((await triggerOf(follower.triggers[0]?.id ?? ""))?.last_problem).toBeNull();
});
