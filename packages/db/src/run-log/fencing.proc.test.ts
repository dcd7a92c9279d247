import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { RunEvent } from "@orrery/engine";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { withScratchCluster } from "../embedded/with-scratch-cluster.ts";
import { migrate } from "../migrate/index.ts";
import { openRunStore } from "./open-run-store.ts";
import { watchRun } from "./watch-run.ts";

/** Two real processes write 50 runs; one is stopped past its lease while a commit of its own is held back. */

const runs = 50;
const eventsPerRun = 60;
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
});

test("two executors: one owner for each seq, watchers gap-free, no innocent run failed", async () => {
  await withScratchCluster(async (databaseUrl) => {
    await migrate(databaseUrl, resolve(import.meta.dirname, "../../../../prisma/migrations"));
    const pool = new pg.Pool({ connectionString: databaseUrl });
    pool.on("error", () => undefined);
    const ids = Array.from({ length: runs }, () => randomUUID());
    const [poisoned = "", delayed = ""] = ids;
    await prepare(pool, ids, delayed);

    const confirmed: {
      readonly name: string;
      readonly runId: string;
      readonly seq?: number;
      readonly refused?: string;
    }[] = [];
    /** Without a second writer nothing here is tried. */
    const ended: string[] = [];
    const start = (name: string): ChildProcess => {
      const file = join(import.meta.dirname, "../testing/fencing-writer.ts");
      const child = spawn(process.execPath, [file, databaseUrl, name, poisoned, String(eventsPerRun)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      children.push(child);
      child.once("exit", (code, signal) => ended.push(`${name} ended by itself: ${code ?? signal}`));
      createInterface({ input: child.stdout }).on("line", (line) => confirmed.push(JSON.parse(line)));
      return child;
    };

    const store = openRunStore({ databaseUrl, parseCommand });
    const watching = new AbortController();
    const seen = new Map<string, RunEvent[]>(ids.map((id) => [id, []]));
    const watchers = ids.map(async (id) => {
      for await (const item of watchRun(store, id, 0, watching.signal)) {
        if (item.kind === "events") seen.get(id)?.push(...item.events);
      }
    });

    const [first, second] = [start("a"), start("b")];
    await until(async () => (await heldCommits(pool)) === 1);
    // Whoever has its commit held back is the one to stop.
    const owner = await pool.query<{ host: string }>(
      "SELECT executor.host FROM run JOIN executor ON executor.id = run.owner WHERE run.id = $1::uuid",
      [delayed],
    );
    const stoppedName = owner.rows[0]?.host ?? "";
    const victim = stoppedName === "a" ? first : second;
    victim.kill("SIGSTOP");
    await until(async () => (await heldCommits(pool)) === 0);
    // Now the other takes over, and its commit is held back: the stopped one wakes into an open takeover.
    await until(async () => (await heldCommits(pool)) === 1);
    victim.kill("SIGCONT");
    await until(async () => confirmed.some((line) => line.refused === "stale"));
    await until(async () => {
      const left = await pool.query("SELECT 1 FROM run WHERE ended_at IS NULL AND id <> $1::uuid", [poisoned]);
      return left.rowCount === 0;
    });

    expect(ended).toEqual([]);

    const log = await pool.query<{ run_id: string; seq: number; epoch: number; step_key: string | null }>(
      "SELECT run_id, seq, epoch, step_key FROM run_event ORDER BY run_id, seq",
    );
    const byRun = Map.groupBy(log.rows, (row) => row.run_id);
    await until(async () => ids.every((id) => id === poisoned || seen.get(id)?.length === byRun.get(id)?.length));
    watching.abort();
    await Promise.all(watchers);

    const whole = Array.from({ length: eventsPerRun + 1 }, (_, i) => i + 1);
    for (const id of ids) {
      if (id === poisoned) continue;
      const rows = byRun.get(id) ?? [];
      expect(rows.map((row) => row.seq)).toEqual(whole);
      expect(seen.get(id)?.map((event) => event.seq)).toEqual(whole);
      // Epochs only rise, and under one epoch only one process wrote.
      expect(rows.map((row) => row.epoch)).toEqual(rows.map((row) => row.epoch).toSorted((a, b) => a - b));
      for (const [, under] of Map.groupBy(rows, (row) => row.epoch)) {
        expect(new Set(under.map((row) => row.step_key).filter((key) => key !== null)).size).toBeLessThanOrEqual(1);
      }
    }
    const owners = Map.groupBy(
      confirmed.filter((line) => line.seq !== undefined),
      (line) => `${line.runId} ${line.seq}`,
    );
    expect([...owners.values()].filter((lines) => lines.length > 1)).toEqual([]);
    for (const [key, lines] of owners) {
      const [runId = "", seq] = key.split(" ");
      const row = byRun.get(runId)?.find((entry) => entry.seq === Number(seq));
      expect(row?.step_key ?? `by_${lines[0]?.name}`).toBe(`by_${lines[0]?.name}`);
    }
    expect(byRun.get(poisoned)).toBeUndefined();
    const refusals = Map.groupBy(
      confirmed.filter((line) => line.refused !== undefined),
      (line) => line.refused,
    );
    expect(new Set(refusals.get("rejected")?.map((line) => line.runId))).toEqual(new Set([poisoned]));
    // Who took over in good order is never shut out by one who is stale.
    expect(new Set(refusals.get("stale")?.map((line) => line.name))).toEqual(new Set([stoppedName]));

    const value = await pool.query<{ run_id: string; id: string }>(
      "SELECT run_id, id FROM run_value WHERE run_id = $1::uuid LIMIT 1",
      [delayed],
    );
    const read = await store.values.read(delayed, value.rows[0]?.id ?? "");
    expect(String(read)).toMatch(/^a\0b from [ab]$/);
    for (const child of children) child.kill("SIGKILL");
    await store.close();
    await pool.end();
  });
}, 300_000);

/**
 * Rows to write to, and a trigger that holds back two commits of one run: for ten seconds the one that takes it past its
 * tenth event, and for twelve the one by which it is taken from its owner.
 */
async function prepare(pool: pg.Pool, ids: readonly string[], delayed: string): Promise<void> {
  await pool.query("INSERT INTO plan (workspace_id, hash, plan) VALUES ('default', 'p', '{}')");
  await pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by)
      SELECT id, 'default', 'fencing', 'p', 'd', 'test' FROM unnest($1::uuid[]) AS t(id)`,
    [ids],
  );
  await pool.query(`
    CREATE FUNCTION hold_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_sleep(CASE WHEN NEW.epoch > OLD.epoch THEN 12 ELSE 10 END);
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER hold_commit AFTER UPDATE ON run DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
      WHEN (NEW.id = '${delayed}' AND (
        (OLD.last_seq < 10 AND NEW.last_seq >= 10) OR (NEW.epoch > OLD.epoch AND OLD.owner IS NOT NULL)
      )) EXECUTE FUNCTION hold_commit()`);
}

/** How many commits are being held back now. */
async function heldCommits(pool: pg.Pool): Promise<number> {
  const found = await pool.query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
  return found.rowCount ?? 0;
}

/** No commands are sent here. */
function parseCommand(): never {
  throw new Error("there are no commands in this test");
}

async function until(isSo: () => Promise<boolean>, withinMs = 100_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so within ${withinMs} ms`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
