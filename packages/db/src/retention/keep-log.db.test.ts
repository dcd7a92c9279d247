import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { commandSchema } from "@orrery/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openRunStore, type RunStore } from "../run-log/open-run-store.ts";
import { preparePartitions } from "../run-log/prepare-partitions.ts";
import { type TestDatabase, testDatabase } from "../testing/index.ts";
import { makeMonth, type OldRun, writeOldRun } from "../testing/old-runs.ts";
import { keepLog } from "./keep-log.ts";
import { readArchive } from "./read-archive.ts";
import { readManifest } from "./read-manifest.ts";
import type { RetentionSettings } from "./retention-settings.ts";

let database: TestDatabase;
let store: RunStore;
let dir: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "orrery-archive-"));
  database = await testDatabase();
  store = openRunStore({
    databaseUrl: database.url,
    parseCommand: (row) => commandSchema.parse(row),
    archiveDir: dir,
  });
});
afterEach(async () => {
  await store.close();
  await database.drop();
  rmSync(dir, { recursive: true, force: true });
});

function keep(settings: Partial<RetentionSettings> = {}, onArchived?: () => Promise<void>) {
  return keepLog({
    databaseUrl: database.url,
    settings: { width: "month", logDays: 30, valueDays: null, runDays: null, archiveDir: dir, ...settings },
    ...(onArchived && { onArchived }),
  });
}

async function rows(table: string): Promise<number> {
  const found = await store.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return found.rows[0]?.n ?? -1;
}

async function partitions(): Promise<readonly string[]> {
  const found = await store.pool.query<{ name: string }>(
    "SELECT name FROM log_partition WHERE name ~ '_2024_' ORDER BY 1",
  );
  return found.rows.map(({ name }) => name);
}

/** What a reader of the store sees of a run, whole. */
async function seen({ runId, values }: OldRun) {
  return {
    events: await store.log.read(runId, 0, 10_000),
    values: await store.values.readMany(runId, [...values.keys()]),
  };
}

const both2024 = ["run_event_2024_01", "run_event_2024_02", "run_value_2024_01", "run_value_2024_02"];

async function twoMonths() {
  await makeMonth(store, "2024_01");
  await makeMonth(store, "2024_02");
  const first = await writeOldRun(store, "2024-01-05T00:00:00Z", { events: 1_200 });
  const second = await writeOldRun(store, "2024-01-06T00:00:00Z", { events: 3 });
  const february = await writeOldRun(store, "2024-02-05T00:00:00Z", { events: 4 });
  return { first, second, february };
}

test("a month whose runs have all ended goes to a file, and every run of it reads as before", async () => {
  const { first, second, february } = await twoMonths();
  const today = await writeOldRun(store, new Date().toISOString(), { events: 5 });
  const before = await Promise.all([first, second, february, today].map(seen));
  expect(before[0]?.values).toEqual(first.values);

  const done = await keep();
  expect(done.map(({ range, what }) => ({ range, what }))).toEqual([
    { range: "2024_01", what: "archived" },
    { range: "2024_02", what: "archived" },
  ]);
  expect(await partitions()).toEqual([]);
  expect({
    runs: await rows("run"),
    events: await rows("run_event"),
    values: await rows("run_value"),
    commands: await rows("run_command"),
    snapshots: await rows("run_snapshot"),
    blobs: await rows("blob"),
  }).toEqual({ runs: 4, events: 5, values: 2, commands: 1, snapshots: 1, blobs: 1 });

  expect(await Promise.all([first, second, february, today].map(seen))).toEqual(before);
  expect((await store.log.read(first.runId, 1_000, 50)).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 50 }, (_, i) => 1_001 + i),
  );
  expect(await store.log.read(first.runId, 1_200, 50)).toEqual([]);
  expect(await store.archives.find(today.runId)).toEqual(null);
  const found = await store.archives.find(second.runId);
  expect(found).toEqual({ archivedAt: expect.any(Number), file: expect.stringMatching(/^2024_01-/), isReadable: true });

  expect(await keep()).toEqual([]);
});

const strays = async () => [await rows("run_event_other"), await rows("run_value_other")];

test("runs of a time that has no partition are archived like all others, and also those that come late", async () => {
  const lost = await writeOldRun(store, "2023-05-05T00:00:00Z", { events: 7 });
  const { first } = await twoMonths();
  const before = await Promise.all([lost, first].map(seen));
  expect(await strays()).toEqual([7, 2]);
  expect((await keep()).map(({ range, what }) => ({ range, what }))).toEqual([
    { range: "2023_05_01_000000", what: "archived" },
    { range: "2024_01", what: "archived" },
    { range: "2024_02", what: "archived" },
  ]);
  // Its month has gone to a file already.
  const late = await writeOldRun(store, "2024-01-07T00:00:00Z", { events: 4 });
  const living = await writeOldRun(store, "2024-01-08T00:00:00Z", { events: 2, isLive: true });
  const all = [...before, ...(await Promise.all([late, living].map(seen)))];
  const lateRange = `2024_01_01_000000_${late.runId.replaceAll("-", "")}`;
  expect((await keep()).map(({ range, what }) => ({ range, what }))).toEqual([{ range: lateRange, what: "archived" }]);
  expect(await strays()).toEqual([2, 2]);
  expect(await Promise.all([lost, first, late, living].map(seen))).toEqual(all);
  expect((await store.archives.find(late.runId))?.file).toMatch(new RegExp(`^${lateRange}-`));
  expect((await store.archives.find(first.runId))?.file).toMatch(/^2024_01-/);
  expect(await keep()).toEqual([]);
});

test("a run of a clock that is ahead leaves no month without its partition", async () => {
  const ahead = new Date();
  ahead.setUTCMonth(ahead.getUTCMonth() + 2, 5);
  const month = ahead.toISOString().slice(0, 7).replace("-", "_");
  await store.pool.query(`DROP TABLE run_event_${month}, run_value_${month}`);
  const early = await writeOldRun(store, ahead.toISOString(), { events: 3 });
  const before = await seen(early);
  expect(await strays()).toEqual([3, 2]);
  await preparePartitions(store.sql);
  expect([await strays(), await rows(`run_event_${month}`), await rows(`run_value_${month}`)]).toEqual([[0, 0], 3, 2]);
  expect(await seen(early)).toEqual(before);
});

test("the file is gzip of JSON lines, as its manifest says", async () => {
  const { first, second } = await twoMonths();
  await keep();
  const manifest = await readManifest(dir, readdirSync(dir).find((name) => /^2024_01.*gz$/.test(name)) ?? "");
  expect(manifest).toMatchObject({
    schema: "orrery.archive/v1",
    range: { name: "2024_01", from: "2024-01-01T00:00:00.000Z", to: "2024-02-01T00:00:00.000Z" },
    withValues: true,
    counts: { runs: 2, commands: 2, events: 1_203, values: 4 },
    mark: { runs: 2, lastSeqs: 1_203 },
  });
  const lines = gunzipSync(readFileSync(join(dir, manifest.file)))
    .toString("utf8")
    .trim()
    .split("\n");
  const read = [];
  for await (const line of readArchive(dir, manifest)) read.push(line);
  expect(lines.map((line) => JSON.parse(line))).toEqual(read);
  expect(read.filter(({ kind }) => kind === "run").map(({ runId }) => runId)).toEqual([first.runId, second.runId]);
});

test("a month with a run that has not ended stays whole, and the others go", async () => {
  const { february } = await twoMonths();
  await writeOldRun(store, "2024-01-20T00:00:00Z", { events: 2, isLive: true });
  const done = await keep({ valueDays: 7 });
  expect(done.map(({ range, what }) => ({ range, what }))).toEqual([
    { range: "2024_01", what: "kept" },
    { range: "2024_02", what: "values expired" },
    { range: "2024_01", what: "kept" },
    { range: "2024_02", what: "archived" },
  ]);
  expect(await partitions()).toEqual(["run_event_2024_01", "run_value_2024_01"]);
  expect(await seen(february)).toEqual({ events: expect.any(Array), values: new Map() });
});

test("values expire before events: the log stays, what the steps gave is no longer there", async () => {
  const { first } = await twoMonths();
  const before = await seen(first);
  expect(await store.archives.hasValues(first.runId)).toEqual(true);
  const done = await keep({ logDays: null, valueDays: 7 });
  expect(done.map(({ range, what }) => ({ range, what }))).toEqual([
    { range: "2024_01", what: "values expired" },
    { range: "2024_02", what: "values expired" },
  ]);
  expect(await seen(first)).toEqual({ events: before.events, values: new Map() });
  expect({ has: await store.archives.hasValues(first.runId), archive: await store.archives.find(first.runId) }).toEqual(
    {
      has: false,
      archive: null,
    },
  );
  expect({ values: await rows("run_value"), blobs: await rows("blob") }).toEqual({ values: 0, blobs: 0 });
  expect(await keep({ logDays: null, valueDays: 7 })).toEqual([]);
});

test("a blob that a younger value names stays", async () => {
  await makeMonth(store, "2024_01");
  const large = "y".repeat(50_000);
  await writeOldRun(store, "2024-01-05T00:00:00Z", { events: 2, large });
  const today = await writeOldRun(store, new Date().toISOString(), { events: 2, large });
  await keep();
  expect({ blobs: await rows("blob"), read: (await seen(today)).values }).toEqual({ blobs: 1, read: today.values });
});

test("a log that grows while it is being archived is not dropped, and is archived whole the next time", async () => {
  await makeMonth(store, "2024_01");
  const run = await writeOldRun(store, "2024-01-05T00:00:00Z", { events: 2 });
  const done = await keep({}, async () => {
    await store.pool.query(
      `WITH grown AS (UPDATE run SET last_seq = 3 WHERE id = $1 RETURNING id)
        INSERT INTO run_event SELECT id, 3, now(), 9, 'command.refused', NULL, NULL, '{"v":1,"seq":3,"epoch":9,"type":"command.refused"}' FROM grown`,
      [run.runId],
    );
  });
  expect(done.map(({ what }) => what)).toEqual(["kept"]);
  expect(await partitions()).toEqual(["run_event_2024_01", "run_value_2024_01"]);
  expect((await keep()).map(({ what }) => what)).toEqual(["archived"]);
  expect((await store.log.read(run.runId, 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test("what a late command adds to an archived run follows what the archive holds", async () => {
  await makeMonth(store, "2024_01");
  const run = await writeOldRun(store, "2024-01-05T00:00:00Z", { events: 2 });
  await keep();
  await store.pool.query(
    `INSERT INTO run_event VALUES ($1, 3, now(), 9, 'command.refused', NULL, NULL, '{"v":1,"seq":3,"epoch":9,"type":"command.refused"}')`,
    [run.runId],
  );
  expect((await store.log.read(run.runId, 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect((await store.log.read(run.runId, 2, 10)).map(({ seq }) => seq)).toEqual([3]);
});

test("a log with a gap is not archived", async () => {
  await makeMonth(store, "2024_01");
  const run = await writeOldRun(store, "2024-01-05T00:00:00Z", { events: 5 });
  await store.pool.query("DELETE FROM run_event WHERE run_id = $1 AND seq = 3", [run.runId]);
  expect(await keep()).toEqual([
    {
      range: "2024_01",
      what: "failed",
      note: `The log of 2024_01 was not archived, and nothing of it was deleted: The log of run ${run.runId} should have 5 events and does not: it is not archived.`,
    },
  ]);
  expect(await rows("run_event")).toEqual(4);
});

test.each([
  ["is a file", (place: string) => writeFileSync(place, ""), "EEXIST"],
  ["lies under a file", (place: string) => writeFileSync(join(place, ".."), ""), "ENOTDIR"],
])("a folder that %s: one sentence, and nothing is dropped", async (_, spoil, code) => {
  await twoMonths();
  const place = join(dir, "sub", "archive");
  if (code === "EEXIST") mkdirSync(join(dir, "sub"));
  spoil(place);
  const done = await keep({ archiveDir: place });
  expect(done).toEqual([{ range: "2024_01", what: "failed", note: expect.stringContaining(code) }]);
  expect(done[0]?.note).not.toContain("\n");
  expect({ partitions: await partitions(), events: await rows("run_event") }).toEqual({
    partitions: both2024,
    events: 1_207,
  });
});

test("a broken archive that an earlier attempt left is written again, and one that was lost is said to be lost", async () => {
  await makeMonth(store, "2024_01");
  const run = await writeOldRun(store, "2024-01-05T00:00:00Z", { events: 2 });
  const before = await seen(run);
  await killed("archived");
  const file = readdirSync(dir).find((name) => name.endsWith(".gz")) ?? "";
  chmodSync(join(dir, file), 0o600);
  writeFileSync(join(dir, file), readFileSync(join(dir, file)).subarray(0, 40));
  expect((await keep()).map(({ what }) => what)).toEqual(["archived"]);
  expect(await seen(run)).toEqual(before);
  rmSync(join(dir, file.replace(".jsonl.gz", ".manifest.json")));
  const elsewhere = openRunStore({
    databaseUrl: database.url,
    parseCommand: (row) => commandSchema.parse(row),
    archiveDir: dir,
  });
  expect(await elsewhere.archives.find(run.runId)).toEqual({ archivedAt: expect.any(Number), file, isReadable: false });
  expect(await elsewhere.log.read(run.runId, 0, 10)).toEqual([]);
  await elsewhere.close();
});

/** Kills a process that archives at the given moment. */
async function killed(moment: "archived" | "writing"): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../testing/archive-log.ts"), database.url, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  if (moment === "archived") await once(child.stdout, "data");
  else await expect.poll(() => readdirSync(dir).some((name) => name.endsWith(".part")), { interval: 1 }).toBe(true);
  child.kill("SIGKILL");
  await gone;
  // The dead process's connection holds its lock until the server notices.
  const held = `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND objid = (hashtext('orrery.keep-log')::bigint & 4294967295)::oid`;
  await expect.poll(async () => (await store.pool.query(held)).rows).toEqual([{ n: 0 }]);
}

test("an archive that is moved away, or broken, while it is known: nothing of it is shown, and nothing else suffers", async () => {
  await makeMonth(store, "2024_01");
  const run = await writeOldRun(store, "2024-01-05T00:00:00Z", { events: 2 });
  await keep();
  expect((await store.log.read(run.runId, 0, 10)).length).toEqual(2);
  const found = await store.archives.find(run.runId);
  const path = join(dir, found?.file ?? "");
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, 30));
  expect(await store.log.read(run.runId, 0, 10)).toEqual([]);
  rmSync(path);
  expect(await store.archives.find(run.runId)).toEqual({ ...found, isReadable: false });
  expect(await seen(run)).toEqual({ events: [], values: new Map() });
  writeFileSync(path, whole);
  expect((await store.log.read(run.runId, 0, 10)).length).toEqual(2);
});

test("a month without a run is archived too: an empty file that unpacks", async () => {
  await makeMonth(store, "2024_01");
  expect((await keep()).map(({ what }) => what)).toEqual(["archived"]);
  const file = readdirSync(dir).find((name) => name.endsWith(".gz")) ?? "";
  expect(gunzipSync(readFileSync(join(dir, file))).toString()).toEqual("");
});

test("rows of runs go only when that is asked for, their logs are archived, and nobody waits for them", async () => {
  const { first, second, february } = await twoMonths();
  const today = await writeOldRun(store, new Date().toISOString(), { events: 5 });
  const left = async () =>
    (await store.pool.query<{ id: string }>("SELECT id FROM run ORDER BY id")).rows.map(({ id }) => id);
  const all = [first, second, february, today].map(({ runId }) => runId).toSorted();
  // Nothing is that old.
  expect(await keep({ logDays: 36_000 })).toEqual([]);
  await keep();
  expect(await left()).toEqual(all);
  await keep({ runDays: 36_000 });
  expect(await left()).toEqual(all);
  await store.pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by, parent_run_id, parent_step_key)
      VALUES (run_id_at(now()), 'default', 'child', 'none', 'none', 'test', $1, 'call_1')`,
    [second.runId],
  );
  const done = await keep({ runDays: 60 });
  expect(done.map(({ what, note }) => [what, note.slice(0, 22)])).toEqual([
    ["runs forgotten", "The rows of 2 runs wer"],
  ]);
  expect((await left()).filter((id) => all.includes(id))).toEqual([second.runId, today.runId].toSorted());
  expect(await keep({ runDays: 60 })).toEqual([]);
  // The archive still has them.
  const [file = ""] = readdirSync(dir).filter((name) => name.startsWith("2024_01") && name.endsWith(".gz"));
  const lines = [];
  for await (const line of readArchive(dir, await readManifest(dir, file)))
    if (line.kind === "run") lines.push(line.runId);
  expect(lines).toEqual([first.runId, second.runId].toSorted());
});

test("killed between writing and dropping: nothing is lost, and the next time it is dropped once", async () => {
  const { first, second, february } = await twoMonths();
  const before = await Promise.all([first, second, february].map(seen));
  await killed("archived");
  expect(await partitions()).toEqual(both2024);
  expect(await Promise.all([first, second, february].map(seen))).toEqual(before);
  expect((await keep()).map(({ what }) => what)).toEqual(["archived", "archived"]);
  expect(await Promise.all([first, second, february].map(seen))).toEqual(before);
  expect(readdirSync(dir).filter((name) => name.endsWith(".part"))).toEqual([]);
  expect(readdirSync(dir).length).toEqual(4);
});

test("killed while writing: the half file is written over", async () => {
  await makeMonth(store, "2024_01");
  const runs = [];
  for (let i = 0; i < 60; i += 1) runs.push(await writeOldRun(store, "2024-01-05T00:00:00Z", { events: 400 }));
  const before = await Promise.all(runs.map(seen));
  await killed("writing");
  expect(await partitions()).toEqual(["run_event_2024_01", "run_value_2024_01"]);
  expect((await keep()).map(({ what }) => what)).toEqual(["archived"]);
  expect(await Promise.all(runs.map(seen))).toEqual(before);
  expect(existsSync(dir) && readdirSync(dir).length).toEqual(2);
});

test("partitions follow the width that is set, without overlap, and none that holds rows goes", async () => {
  const widths = async () => {
    const found = await store.pool.query<{ parent: string; low: string; high: string }>(
      "SELECT parent, low, high FROM log_partition ORDER BY parent, low",
    );
    const spans = found.rows.filter(({ parent }) => parent === "run_event");
    expect(found.rows.filter(({ parent }) => parent === "run_value").map(({ low, high }) => ({ low, high }))).toEqual(
      spans.map(({ low, high }) => ({ low, high })),
    );
    for (const [i, span] of spans.entries()) expect(span.low).toEqual(spans[i - 1]?.high ?? span.low);
    return spans.length;
  };
  await writeOldRun(store, new Date().toISOString(), { events: 2 });
  expect(await widths()).toEqual(4);
  await preparePartitions(store.sql, "week");
  const weekly = await widths();
  expect(weekly).toBeGreaterThan(1);
  await preparePartitions(store.sql, "week");
  expect(await widths()).toEqual(weekly);
  await preparePartitions(store.sql, "day");
  await widths();
  await preparePartitions(store.sql, "month");
  await widths();
  expect(await rows("run_event")).toEqual(2);
});
