import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const main = join(import.meta.dirname, "../main.ts");

function start(words: readonly string[], env: Readonly<Record<string, string>>) {
  const { DATABASE_URL: _none, ORRERY_URL: _neither, EXECUTOR_PORT: _nor, ...around } = process.env;
  return spawn(process.execPath, [main, ...words], { env: { ...around, ...env }, stdio: ["ignore", "pipe", "pipe"] });
}

function call(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return outcomeOf(start(words, env));
}

function outcomeOf(child: ReturnType<typeof start>) {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  }
  return new Promise<{ readonly code: number | null; readonly said: string }>((done) => {
    child.once("close", (code) => done({ code, said }));
  });
}

const nowhere = "postgres://nobody:none@127.0.0.1:1/none";

test.each(["migrate", "studio", "sign-in"])("%s without a database says so in one sentence", async (verb) => {
  expect(await call([verb])).toEqual({
    code: 1,
    said: "DATABASE_URL is not set: it says which Postgres this installation works on.\n",
  });
});

test("a database that is no address, one that is away, an address that is none, and words too many", async () => {
  const answers = await Promise.all([
    call(["executor"], { DATABASE_URL: "nonsense" }),
    call(["migrate"], { DATABASE_URL: nowhere }),
    call(["sign-in"], { DATABASE_URL: nowhere, ORRERY_URL: "ftp://x" }),
    call(["migrate", "now"]),
    call(["archive", "now"], { DATABASE_URL: nowhere }),
    call(["archive", "read", "/nowhere/a.jsonl.gz"]),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 2, 1, 1]);
  for (const { said } of answers) expect(said).toMatch(/^[^\n]+\n$/);
  expect(answers[4]?.said).toContain("ORRERY_RETENTION_DAYS");
});

describe("executors beside the built-in Postgres", () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), "orrery-beside-"));
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  test("join it, each on a port of its own, are seen in the fleet, and leave in order; the last one stops it", async () => {
    const nothing = await call(["executor"], { ORRERY_DATA: dataDir });
    expect(nothing).toEqual({ code: 1, said: expect.stringMatching(/^DATABASE_URL is not set, and [^\n]+\n$/) });

    const installation = await openEmbedded({ dataDir, durable: false });
    await migrate(installation.url, join(import.meta.dirname, "../../../../prisma/migrations"));
    const pool = new pg.Pool({ connectionString: installation.url, max: 1 });
    const alive = "SELECT labels FROM executor WHERE ended_at IS NULL";
    const fleet = async () => (await pool.query<{ labels: string[] }>(alive)).rows.map(({ labels }) => labels.join());
    const env = { ORRERY_DATA: dataDir, ORRERY_LABELS: "gpu" };
    const first = start(["executor"], env);
    const firstEnds = outcomeOf(first);
    await expect.poll(fleet, { timeout: 100_000 }).toEqual(["gpu"]);
    const second = start(["executor"], env);
    const secondEnds = outcomeOf(second);
    await expect.poll(fleet, { timeout: 100_000 }).toEqual(["gpu", "gpu"]);
    first.kill("SIGTERM");
    expect([(await firstEnds).code, await fleet()]).toEqual([0, ["gpu"]]);
    await pool.end();
    // Who started Postgres goes; the second executor keeps it.
    await installation.release();
    expect(installation.isRunning()).toBe(true);
    second.kill("SIGTERM");
    expect((await secondEnds).code).toBe(0);
    expect(installation.isRunning()).toBe(false);
  });
});
