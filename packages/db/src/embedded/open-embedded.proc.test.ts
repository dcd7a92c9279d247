import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openEmbedded } from "./open-embedded.ts";

describe("openEmbedded", () => {
  let dataDir: string;
  const open = () => openEmbedded({ dataDir, durable: false });

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "orrery-embedded-"));
  });

  afterEach(async () => {
    await (await open()).release();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test("the last of several processes stops it", async () => {
    const mine = await open();
    const { child, origin } = await holdElsewhere(dataDir);
    expect([mine.origin, origin]).toEqual(["made", "adopted"]);
    await mine.release();
    expect(mine.isRunning()).toBe(true);
    child.kill("SIGTERM");
    await once(child, "exit");
    expect(mine.isRunning()).toBe(false);
  });

  test("a holder that was killed counts as gone", async () => {
    const { child } = await holdElsewhere(dataDir);
    child.kill("SIGKILL");
    await once(child, "exit");
    const mine = await open();
    expect([mine.origin, mine.isRunning()]).toEqual(["adopted", true]);
    await mine.release();
    expect(mine.isRunning()).toBe(false);
  });

  test("starts although the noted pid has become somebody else's", async () => {
    const first = await open();
    await first.release();
    const port = new URL(first.url).port;
    const note = [process.pid, join(dataDir, "postgres"), 1_700_000_000, port, "", "127.0.0.1", "  1  2", "ready", ""];
    writeFileSync(join(dataDir, "postgres/postmaster.pid"), note.join("\n"));
    const second = await open();
    expect([second.origin, await one(second.url)]).toEqual(["started", 1]);
    await second.release();
  });

  test("goes to another port when its own was taken meanwhile", async () => {
    const first = await open();
    await first.release();
    const squatter = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");
    await once(squatter, "listening");
    const second = await open();
    expect(second.url).not.toBe(first.url);
    expect(await one(second.url)).toBe(1);
    await second.release();
    squatter.close();
  });

  test("two at once make one cluster", async () => {
    const both = await Promise.all([holdElsewhere(dataDir), holdElsewhere(dataDir)]);
    expect(both.map(({ origin }) => origin).toSorted()).toEqual(["adopted", "made"]);
    await Promise.all(
      both.map(({ child }) => {
        child.kill("SIGTERM");
        return once(child, "exit");
      }),
    );
  });
});

async function holdElsewhere(dataDir: string): Promise<{ child: ChildProcess; origin: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing/hold-postgres.ts"), dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = await once(child.stdout, "data");
  return { child, origin: String(printed).trim() };
}

async function one(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const answer = await client.query<{ one: number }>("select 1 as one");
    return answer.rows[0]?.one;
  } finally {
    await client.end();
  }
}
