import { commandSchema } from "@orrery/engine";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openRunStore, type RunStore } from "../run-log/open-run-store.ts";
import { type RunSubmission, submitCommand, submitRuns } from "../submit-runs.ts";
import { type TestDatabase, testDatabase } from "../testing/index.ts";

let database: TestDatabase;
let store: RunStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRunStore({ databaseUrl: database.url, parseCommand: (row) => commandSchema.parse(row) });
});

afterEach(async () => {
  await store.pool.query("DELETE FROM run");
  await store.pool.query("DELETE FROM executor");
  await store.pool.query("DELETE FROM workspace_turn");
  await store.pool.query("DELETE FROM graphile_worker._private_jobs");
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

async function executorOf(capacity: number): Promise<string> {
  const id = uuidv7();
  await store.executors.enter({ id, host: "test", pid: 1, version: "test", capacity });
  // It never beats again: no pause of this machine may make it look dead.
  await store.pool.query("UPDATE executor SET heartbeat_at = now() + interval '1 day' WHERE id = $1", [id]);
  return id;
}

type Extras = Partial<Pick<RunSubmission, "workspaceId" | "gate" | "priority" | "runId">>;

const submission = (extras: Extras = {}): RunSubmission => ({
  runId: uuidv7(),
  workspaceId: "default",
  workflowId: null,
  name: "queue",
  plan: { hash: "p", json: "{}" },
  drawing: { hash: "d", json: "{}" },
  startedBy: "test",
  command: { id: uuidv7(), payload: JSON.stringify({ planHash: "p", entry: null, input: { id: uuidv7(), bytes: 2 } }) },
  input: { id: uuidv7(), kind: "json", json: "{}", labels: { i: "T", c: [] } },
  ...extras,
});

async function submit(extras: readonly Extras[]): Promise<readonly string[]> {
  const runs = extras.map(submission);
  await submitRuns(store.pool, runs);
  return runs.map((run) => run.runId);
}

async function placesOf(ids: readonly string[]): Promise<readonly string[]> {
  const found = await store.pool.query<{ id: string; place: string }>("SELECT id, place FROM run");
  const places = new Map(found.rows.map((row) => [row.id, row.place]));
  return ids.map((id) => places.get(id) ?? "gone");
}

async function withJobs(): Promise<ReadonlySet<string>> {
  const found = await store.pool.query<{ id: string }>(
    "SELECT payload->>'runId' AS id FROM graphile_worker._private_jobs",
  );
  return new Set(found.rows.map((row) => row.id));
}

/** As the journal does it: the run's own end, and then the admission of another. */
async function end(runId: string, owner: string): Promise<void> {
  const run = await store.leases.claim(runId, owner);
  expect(run).not.toBeNull();
  const row = { status: "succeeded", waits: 0, outputValueId: null, errorCode: null, startedAt: 1, endedAt: 2 };
  const events = [{ type: "run.succeeded", at: 2, output: null }] as const;
  const append = { runId, epoch: run?.epoch ?? 0, lastSeq: 0, events, values: [], handled: new Map(), row };
  expect(await store.log.append([append])).toEqual([{ kind: "ok" }]);
  await store.admission.admit([]);
}

const gate = (key: string, limit: number) => ({ key, label: key, limit });

test("of one key never more than its limit have a place; priority goes first, then age", async () => {
  const owner = await executorOf(100);
  const ids = await submit([
    { gate: gate("a", 2) },
    { gate: gate("a", 2) },
    { gate: gate("a", 2) },
    { gate: gate("a", 2), priority: 5 },
    { gate: gate("b", 2) },
  ]);
  expect(await placesOf(ids)).toEqual(["admitted", "key", "key", "admitted", "admitted"]);
  expect(await withJobs()).toEqual(new Set([ids[0], ids[3], ids[4]]));
  expect(await store.leases.claim(ids[1] ?? "", owner)).toBeNull();
  await end(ids[3] ?? "", owner);
  expect(await placesOf(ids.slice(0, 3))).toEqual(["admitted", "admitted", "key"]);
});

test("a run that only waits gives its place to another, and asks for one when it goes on", async () => {
  const owner = await executorOf(100);
  const [first = "", second = ""] = await submit([{ gate: gate("a", 1) }, { gate: gate("a", 1) }]);
  const run = await store.leases.claim(first, owner);
  await store.pool.query("UPDATE run_command SET handled_seq = 1 WHERE run_id = $1", [first]);
  expect(await store.leases.release(first, owner, run?.epoch ?? 0)).toBe("free");
  await store.admission.admit([]);
  expect(await placesOf([first, second])).toEqual(["resting", "admitted"]);
  expect(await store.leases.claim(first, owner)).toBeNull();
  expect(await placesOf([first, second])).toEqual(["key", "admitted"]);
  await end(second, owner);
  expect(await placesOf([first])).toEqual(["admitted"]);
  expect((await store.leases.claim(first, owner))?.runId).toBe(first);
});

test("a queued run can be stopped without a place", async () => {
  const owner = await executorOf(100);
  const [, queued = ""] = await submit([{ gate: gate("a", 1) }, { gate: gate("a", 1) }]);
  const cancel = { runId: queued, workspaceId: "default", id: uuidv7(), payload: "{}", by: "Ada", value: null };
  await submitCommand(store.pool, { ...cancel, kind: "cancel" });
  const claimed = await store.leases.claim(queued, owner);
  expect(claimed?.inbox.map(({ kind }) => kind)).toEqual(["start", "cancel"]);
});

test("runs beyond what the executors hold are queued without a job, and have one when a place is free", async () => {
  const owner = await executorOf(2);
  const ids = await submit([{}, {}, {}]);
  expect(await placesOf(ids)).toEqual(["admitted", "admitted", "capacity"]);
  expect((await withJobs()).has(ids[2] ?? "")).toBe(false);
  const [later = ""] = await submit([{}]);
  expect(await placesOf([later])).toEqual(["capacity"]);
  await end(ids[0] ?? "", owner);
  expect(await placesOf([ids[2] ?? "", later])).toEqual(["admitted", "capacity"]);
  expect((await withJobs()).has(ids[2] ?? "")).toBe(true);
});

test("a workspace with a thousand queued runs lets the others have their turns", async () => {
  const owner = await executorOf(2);
  await store.pool.query("INSERT INTO workspace (id, name) VALUES ('b', 'B'), ('c', 'C') ON CONFLICT DO NOTHING");
  const many = await submit(Array.from({ length: 1_000 }, () => ({ workspaceId: "default" })));
  const few = await submit([{ workspaceId: "b" }, { workspaceId: "b" }, { workspaceId: "c" }]);
  const order: string[] = [];
  const under = many.slice(0, 2);
  for (let i = 0; i < 9; i += 1) {
    const next = under.shift() ?? "";
    await end(next, owner);
    const found = await store.pool.query<{ id: string; workspace_id: string }>(
      "SELECT id, workspace_id FROM run WHERE place = 'admitted' AND ended_at IS NULL",
    );
    for (const row of found.rows.filter(({ id }) => !under.includes(id))) {
      under.push(row.id);
      order.push(row.workspace_id);
    }
  }
  // Fair is every third start; none of the small ones waits for more than three turns of all.
  expect(order.slice(0, 5).toSorted()).toEqual(["b", "b", "c", "default", "default"]);
  expect(await placesOf(few)).toEqual(["admitted", "admitted", "admitted"]);
});

test.each([
  [2, 1],
  [5, 4],
])(
  "of %i workspaces, of which one queues hundreds at once, no small one waits thrice its fair share",
  async (all, small) => {
    const owner = await executorOf(4);
    const few = 10;
    const names = Array.from({ length: small }, (_, i) => `small-${i}`);
    for (const name of names) {
      await store.pool.query("INSERT INTO workspace (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING", [name]);
    }
    const under = (await submit(Array.from({ length: 300 }, () => ({ workspaceId: "default" })))).slice(0, 4);
    await submit(names.flatMap((workspaceId) => Array.from({ length: few }, () => ({ workspaceId }))));
    // A turn is one end of a run, which makes room for one other.
    const turns = new Map<string, number[]>(names.map((name) => [name, []]));
    for (let turn = 1; turn <= few * all * 3; turn += 1) {
      await end(under.shift() ?? "", owner);
      const found = await store.pool.query<{ id: string; workspace_id: string }>(
        "SELECT id, workspace_id FROM run WHERE place = 'admitted' AND ended_at IS NULL ORDER BY id",
      );
      for (const { id, workspace_id } of found.rows.filter((row) => !under.includes(row.id))) {
        under.push(id);
        turns.get(workspace_id)?.push(turn);
      }
      if ([...turns.values()].every((taken) => taken.length === few)) break;
    }
    // The n-th run of a workspace has waited its fair share when every workspace has had n turns.
    const shares = [...turns.values()].map((taken) => Math.max(...taken.map((turn, n) => turn / ((n + 1) * all))));
    expect([...turns.values()].map((taken) => taken.length)).toEqual(names.map(() => few));
    expect(Math.max(...shares)).toBeLessThanOrEqual(3);
  },
);

test("what a crash left queued is found by the sweep", async () => {
  await executorOf(10);
  const ids = await submit([{ gate: gate("a", 1) }, {}]);
  await store.pool.query("UPDATE run SET place = CASE WHEN gate_key IS NULL THEN 'capacity' ELSE 'key' END");
  await store.admission.sweep();
  expect(await placesOf(ids)).toEqual(["admitted", "admitted"]);
});

test("many ends and starts at once never pass the limit", async () => {
  const owner = await executorOf(1_000);
  const ids = await submit(Array.from({ length: 40 }, () => ({ gate: gate("a", 3) })));
  const left = new Set(ids);
  while (left.size > 0) {
    const found = await store.pool.query<{ id: string }>(
      "SELECT id FROM run WHERE place = 'admitted' AND ended_at IS NULL",
    );
    expect(found.rows.length).toBeLessThanOrEqual(3);
    await Promise.all([
      ...found.rows.map(({ id }) => end(id, owner)),
      store.admission.sweep(),
      left.size > 30 ? submit([{ gate: gate("a", 3) }]).then(([id = ""]) => left.add(id)) : undefined,
    ]);
    for (const { id } of found.rows) left.delete(id);
    if (found.rows.length === 0) await store.admission.sweep();
  }
});
