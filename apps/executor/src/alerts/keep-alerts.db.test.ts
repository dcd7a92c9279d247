import { randomUUID } from "node:crypto";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openPublisher, type Publisher } from "../testing/open-publisher.ts";
import { keepAlerts } from "./keep-alerts.ts";

let database: TestDatabase;
let publisher: Publisher;
let pool: Publisher["store"]["pool"];

beforeAll(async () => {
  database = await testDatabase();
  publisher = openPublisher(database.url);
  pool = publisher.store.pool;
}, 120_000);
beforeEach(async () => {
  await pool.query("DELETE FROM alert_target");
});
afterAll(async () => {
  await publisher.close();
  await database.drop();
});

const patience = { timeout: 100_000 };

/** A place to tell, with so many alerts due, the oldest first; gives its id. */
async function target(workspaceId: string, alerts = 1): Promise<string> {
  const id = randomUUID();
  await pool.query("INSERT INTO workspace (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING", [workspaceId]);
  await pool.query(
    `INSERT INTO alert_target (id, workspace_id, name, channel, place, credential, kinds, quiet_minutes, created_by)
     VALUES ($1, $2, 'Ops', 'webhook', '{}', 'ops', '{time}', 60, 'local')`,
    [id, workspaceId],
  );
  await pool.query(
    `INSERT INTO alert_delivery (id, target_id, kind, subjects, body, next_at)
     SELECT gen_random_uuid(), $1, 'test', '{}', '{}', now() - interval '1 hour' FROM generate_series(1, $2)`,
    [id, alerts],
  );
  return id;
}

/** Sends what is due; what goes to some targets hangs until it is let go. */
function keep(hanging: ReadonlySet<string>) {
  const begun: string[] = [];
  const sent: string[] = [];
  const troubles: unknown[] = [];
  const letGo = Promise.withResolvers<void>();
  let most = 0;
  const end = keepAlerts({
    sql: pool,
    isActive: () => true,
    onTrouble: (what, error) => troubles.push(what, error),
    async send({ targetId }, stop) {
      begun.push(targetId);
      most = Math.max(most, begun.length - sent.length);
      if (hanging.has(targetId)) {
        await Promise.race([letGo.promise, new Promise((_, reject) => stop.addEventListener("abort", reject))]);
      }
      sent.push(targetId);
    },
  });
  return { begun, sent, troubles, letGo: () => letGo.resolve(), most: () => most, end };
}

function countOf(all: readonly string[], one: string): number {
  return all.filter((other) => other === one).length;
}

test("a receiver that hangs holds up no other, and gets one at a time", async () => {
  const hangs = await target("a", 3);
  const takes = await target("a", 3);
  const kept = keep(new Set([hangs]));
  await expect.poll(() => countOf(kept.sent, takes), patience).toBe(3);
  await expect.poll(() => countOf(kept.begun, hangs), patience).toBe(1);
  expect(countOf(kept.sent, hangs)).toBe(0);
  kept.letGo();
  await expect.poll(() => countOf(kept.sent, hangs), patience).toBe(3);
  await kept.end();
  expect(kept.troubles).toEqual([]);
  const { rows } = await pool.query("SELECT status, tries FROM alert_delivery");
  expect(rows).toEqual(Array(6).fill({ status: "sent", tries: 1 }));
});

test("a workspace whose receivers all hang leaves room for the others", async () => {
  const hanging = new Set<string>();
  for (let count = 0; count < 12; count += 1) hanging.add(await target("a"));
  const others = [await target("b"), await target("c", 2)];
  const kept = keep(hanging);
  await expect.poll(() => kept.sent.length, patience).toBe(3);
  expect([...new Set(kept.sent)].toSorted()).toEqual(others.toSorted());
  await expect.poll(() => kept.begun.length - kept.sent.length, patience).toBe(4);
  kept.letGo();
  await expect.poll(() => kept.sent.length, patience).toBe(15);
  await kept.end();
  expect([kept.most() <= 8, kept.troubles]).toEqual([true, []]);
});

test("no more than eight are under way, and what is stopped in the middle is left for another", async () => {
  const hanging = new Set<string>();
  for (const workspace of ["a", "b", "c", "d"]) {
    for (let count = 0; count < 3; count += 1) hanging.add(await target(workspace));
  }
  const kept = keep(hanging);
  await expect.poll(() => kept.begun.length, patience).toBe(8);
  await kept.end();
  expect([kept.most(), kept.sent, kept.troubles]).toEqual([8, [], []]);
  const { rows } = await pool.query(
    "SELECT tries, status, count(*)::int AS count FROM alert_delivery GROUP BY tries, status ORDER BY tries",
  );
  expect(rows).toEqual([
    { tries: 0, status: "due", count: 4 },
    { tries: 1, status: "due", count: 8 },
  ]);
});
