import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepLog } from "@orrery/db/retention";
import { makeMonth, type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { RunEvent } from "@orrery/engine";
import { forkRun, whyHeldUp } from "@orrery/services";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { brief, graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let publisher: Publisher;
let dir: string;
const { said, news } = collectNews();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "orrery-fork-"));
  vi.stubEnv("ORRERY_ARCHIVE_DIR", dir);
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, news });
  await executor.ready;
  publisher = openPublisher(database.url);
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
  expect(said).toEqual([]);
});

const isOver = (log: readonly RunEvent[]): boolean => log.some(({ type }) => /^run\.(succeeded|failed)$/.test(type));

const graph = graphOf(
  [
    { id: "start", type: "input", config: { schema: { type: "object", properties: { n: { type: "number" } } } } },
    { id: "list_1", type: "transform", config: { value: ["{{ default(start.n, 0) }}", 2, 3] } },
    { id: "each", type: "map", config: { items: "{{ list_1 }}" } },
    { id: "twice", type: "transform", parentId: "each", config: { value: "{{ each.item * 2 }}" } },
    { id: "sum_1", type: "transform", config: { value: "{{ sum(each.results) }}" } },
    { id: "end", type: "output", config: { value: { all: "{{ each.results }}", sum: "{{ sum_1 }}" } } },
  ],
  ["start -> list_1", "list_1 -> each", "each -> sum_1", "sum_1 -> end"],
);

/** The run as if it had been started in that month, in the archive. */
async function archived(runId: string, month: string): Promise<string> {
  const { pool } = publisher.store;
  const old = uuidv7({ msecs: Date.parse(`${month.replace("_", "-")}-05T00:00:00Z`) });
  await expect
    .poll(async () => (await pool.query("SELECT owner FROM run WHERE id = $1", [runId])).rows[0]?.owner)
    .toBe(null);
  await makeMonth(publisher.store, month);
  await pool.query("UPDATE run SET id = $2 WHERE id = $1", [runId, old]);
  for (const table of ["run_event", "run_value", "run_snapshot"]) {
    await pool.query(`UPDATE ${table} SET run_id = $2 WHERE run_id = $1`, [runId, old]);
  }
  const settings = { width: "month", logDays: 30, valueDays: null, runDays: null, archiveDir: dir } as const;
  const done = await keepLog({ databaseUrl: database.url, settings });
  expect(done.map(({ range, what }) => ({ range, what }))).toEqual([{ range: month, what: "archived" }]);
  const { rows } = await pool.query("SELECT FROM run_event WHERE run_id = $1", [old]);
  expect(rows).toEqual([]);
  return old;
}

test("a run in the archive is forked as if it were in the database, or says which file it needs", async () => {
  const first = await publisher.start(graph, { n: 5 });
  await publisher.until(first, isOver);
  const old = await archived(first, "2024_01");
  const fork = () =>
    forkRun({ ctx: publisher.ctx, input: { runId: old, rerun: ["sum_1"], outputs: [], graph: "same" } });

  const { runId, kept } = await fork();
  const log = await publisher.until(runId, isOver);
  expect(kept).toBe(6);
  expect(log.map(brief)).toEqual(
    expect.arrayContaining(["step.reused list_1", "step.succeeded sum_1", "run.succeeded"]),
  );
  const last = log.find((event) => event.type === "run.succeeded");
  const output = last?.type === "run.succeeded" && last.output !== null ? last.output.id : "";
  expect(await publisher.store.values.read(runId, output)).toEqual({ all: [10, 4, 6], sum: 20 });

  const found = await publisher.store.archives.find(old);
  renameSync(join(dir, found?.file ?? ""), join(dir, "elsewhere"));
  await expect(fork()).rejects.toMatchObject({
    code: "CONFLICT",
    reason: "ARCHIVE_AWAY",
    message: expect.stringContaining(found?.file ?? "no file"),
  });
});

test("a fork whose archive the executor cannot read says so once, is tried ever later, and goes on when it can", async () => {
  const first = await publisher.start(graph, { n: 5 });
  await publisher.until(first, isOver);
  const old = await archived(first, "2024_02");
  const away = (await publisher.store.archives.find(old))?.file ?? "";
  const pool = publisher.store.pool;
  // The studio reads the file, and it is gone when the executor wants to: as where each has a folder of its own.
  await executor.stop();
  const fork = { runId: old, rerun: ["sum_1"], outputs: [], graph: "same" } as const;
  const { runId } = await forkRun({ ctx: publisher.ctx, input: fork });
  renameSync(join(dir, away), join(dir, "elsewhere"));
  const faults: string[] = [];
  const told = { ...news, onFault: (id: string, message: string) => void faults.push(`${id} ${message}`) };
  executor = startExecutor({ databaseUrl: database.url, news: told });
  const stateOf = async () => {
    const { rows } = await pool.query(
      `SELECT owner, place, troubles, (SELECT round(extract(epoch FROM max(run_at) - now()) / 60)::int
        FROM graphile_worker._private_jobs WHERE key = 'drive:' || run.id) AS minutes FROM run WHERE id = $1`,
      [runId],
    );
    return rows[0];
  };
  await expect.poll(stateOf).toEqual({ owner: null, place: "resting", troubles: 1, minutes: 1 });
  const message = expect.stringMatching(
    /^The run .* cannot be read by an executor\. .*ORRERY_ARCHIVE_DIR.* within the hour\.$/,
  );
  expect(await whyHeldUp({ ctx: publisher.ctx, input: { id: runId } })).toEqual(message);
  await pool.query(
    "SELECT graphile_worker.add_job('drive', json_build_object('runId', $1::text), job_key => 'drive:' || $1)",
    [runId],
  );
  await expect.poll(stateOf).toEqual({ owner: null, place: "resting", troubles: 2, minutes: 2 });
  expect(faults).toEqual([expect.stringContaining(`${runId} The run ${old} that it is forked from cannot be read`)]);
  renameSync(join(dir, "elsewhere"), join(dir, away));
  await pool.query(
    "SELECT graphile_worker.add_job('drive', json_build_object('runId', $1::text), job_key => 'drive:' || $1)",
    [runId],
  );
  expect((await publisher.until(runId, isOver)).at(-1)?.type).toBe("run.succeeded");
});

test("a fork names only steps that a run of the drawing can have", async () => {
  const runId = await publisher.start(graph, { n: 5 });
  await publisher.until(runId, isOver);
  const refused = ["list_1[0]/sum_1", "each[0]/sum_1", "twice", "each[0]/each[0]/twice"];
  for (const stepKey of refused) {
    const fork = forkRun({ ctx: publisher.ctx, input: { runId, rerun: [stepKey], outputs: [], graph: "same" } });
    await expect(fork).rejects.toMatchObject({ reason: "FORK", message: `There is no step “${stepKey}”.` });
  }
});
