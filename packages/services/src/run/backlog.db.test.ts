import type { RunSubmission } from "@orrery/db/run-log";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createBacklog, defaultMaxQueued, readMaxQueued } from "./backlog.ts";
import { createRunSubmitter } from "./run-submitter.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const submission = (workspaceId: string): RunSubmission => ({
  runId: uuidv7(),
  workspaceId,
  workflowId: null,
  name: "queue",
  plan: { hash: "p", json: "{}" },
  drawing: { hash: "d", json: "{}" },
  startedBy: "test",
  command: { id: uuidv7(), payload: "{}" },
  input: { id: uuidv7(), kind: "json", json: "{}", labels: { i: "T", c: [] } },
});

test("a workspace with too many queued runs is refused, and told when to come back; others are not", async () => {
  await bench.services.pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by, place)
      SELECT gen_random_uuid(), 'default', 'q', 'p', 'd', 't', 'capacity' FROM generate_series(1, 3)`,
  );
  const submitter = createRunSubmitter(bench.services.pool, 5);
  await submitter.submit(submission("default"));
  await submitter.submit(submission("default"));
  const refused = await submitter.submit(submission("default")).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "TOO_MANY_REQUESTS", reason: "QUEUE_FULL", retryAfterMs: expect.any(Number) });
  await submitter.submit(submission("elsewhere"));
});

test("far from the limit the database is not asked to count, near it or where nothing is known it is", async () => {
  const backlog = createBacklog(bench.services.pool, 20_000);
  expect(backlog.isNear("nobody-knows")).toBe(true);
  await expect.poll(() => backlog.isNear("nobody-knows")).toBe(false);
  const small = createBacklog(bench.services.pool, 50);
  small.isNear("nobody-knows");
  expect(small.isNear("nobody-knows")).toBe(true);
  const told = Array.from({ length: 30_000 }, () => backlog.isNear("nobody-knows"));
  expect(told.at(-1)).toBe(true);
});

test("the limit is read from the environment, or told to be none", () => {
  expect([readMaxQueued({}), readMaxQueued({ ORRERY_MAX_QUEUED: "12" })]).toEqual([defaultMaxQueued, 12]);
  expect(() => readMaxQueued({ ORRERY_MAX_QUEUED: "many" })).toThrow('not "many"');
});
