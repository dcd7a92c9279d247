import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createBacklog, defaultMaxQueued, readMaxQueued } from "./backlog.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

test("a workspace with too many queued runs is refused, and told when to come back; others are not", async () => {
  await bench.services.pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by, place)
      SELECT gen_random_uuid(), 'default', 'q', 'p', 'd', 't', 'capacity' FROM generate_series(1, 3)`,
  );
  const backlog = createBacklog(bench.services.pool, 5);
  await backlog.admit("default");
  await backlog.admit("default");
  const refused = await backlog.admit("default").catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "TOO_MANY_REQUESTS", reason: "QUEUE_FULL", retryAfterMs: 60_000 });
  await backlog.admit("another");
});

test("the limit is read from the environment, or told to be none", () => {
  expect([readMaxQueued({}), readMaxQueued({ ORRERY_MAX_QUEUED: "12" })]).toEqual([defaultMaxQueued, 12]);
  expect(() => readMaxQueued({ ORRERY_MAX_QUEUED: "many" })).toThrow('not "many"');
});
