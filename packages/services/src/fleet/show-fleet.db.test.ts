import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { showFleet } from "./show-fleet.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

test("says of each executor what it is doing, and what waits and for what", async () => {
  const { pool } = bench.services;
  const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
  const target = {
    name: "api.example.com",
    limit: 8,
    inFlight: 8,
    waiting: 3,
    breaker: "closed",
    latencyMs: 90,
    pausedMs: 0,
  };
  await pool.query(
    `INSERT INTO executor (id, host, pid, version, capacity, active, pool_ids, labels, targets, heartbeat_at, draining_at, ended_at) VALUES
      ($1, 'a', 1, '1', 10, 10, '{}', '{gpu}', $5, now(), NULL, NULL),
      ($2, 'b', 2, '1', 10, 0, '{}', '{}', '[]', now(), now(), NULL),
      ($3, 'c', 3, '1', 10, 1, '{}', '{}', '"old"', now() - interval '6 seconds', NULL, NULL),
      ($4, 'd', 4, '1', 10, 0, '{}', '{}', '[]', now() - interval '1 minute', NULL, now())`,
    [id(1), id(2), id(3), id(4), JSON.stringify([target])],
  );
  await pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by, owner, leased_at, place, gate_key, gate_label, gate_limit, needs) VALUES
      ($1, 'default', 'Held', 'p', 'd', 't', $5, now() - interval '1 minute', 'admitted', NULL, NULL, NULL, '{}'),
      ($2, 'default', 'Mail', 'p', 'd', 't', NULL, NULL, 'key', 'k', 'Ada', 2, '{}'),
      ($3, 'default', 'Mail', 'p', 'd', 't', NULL, NULL, 'key', 'k', 'Ada', 2, '{}'),
      ($4, 'default', 'Draw', 'p', 'd', 't', NULL, NULL, 'admitted', NULL, NULL, NULL, '{gpu,eu}')`,
    [id(5), id(6), id(7), id(8), id(1)],
  );
  const { executors, queues, queuedElsewhere } = await showFleet({ ctx: bench.owner });
  expect(executors.map(({ host, state, labels, targets }) => ({ host, state, labels, targets }))).toEqual([
    { host: "a", state: "full", labels: ["gpu"], targets: [target] },
    { host: "b", state: "draining", labels: [], targets: [] },
    { host: "c", state: "silent", labels: [], targets: [] },
    { host: "d", state: "gone", labels: [], targets: [] },
  ]);
  const [full, draining] = executors;
  expect(full?.oldestLeaseMs).toBeGreaterThanOrEqual(60_000);
  expect([full?.sinceMs, typeof draining?.sinceMs]).toEqual([null, "number"]);
  expect(queues.map(({ oldestMs: _, ...queue }) => queue)).toEqual([
    { waitsFor: "key", workflow: "Mail", label: "Ada", limit: 2, queued: 2 },
    { waitsFor: "labels", workflow: "Draw", label: "gpu, eu", limit: null, queued: 1 },
  ]);
  expect(queuedElsewhere).toBe(0);
});
