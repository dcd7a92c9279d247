import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort, openEmbedded, withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import type { RunEvent } from "@orrery/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ExecutorProcess, spawnExecutor } from "./testing/executor-process.ts";
import { type GraphRuns, graphOf, openGraphRuns } from "./testing/graph-runs.ts";
import { forward } from "./testing/tcp-forward.ts";
import { openWeb, type Web } from "./testing/web.ts";

const migrations = resolve(import.meta.dirname, "../../../prisma/migrations");
const processes: ExecutorProcess[] = [];
/** So long an executor that is told to stop waits for what is under way; some less than it really does. */
const graceMs = 5_000;
let web: Web;

beforeEach(async () => {
  web = await openWeb();
});

afterEach(() => {
  for (const { child } of processes.splice(0)) child.kill("SIGKILL");
  web.close();
});

async function start(databaseUrl: string, env: Readonly<Record<string, string>> = {}): Promise<ExecutorProcess> {
  const started = spawnExecutor({
    DATABASE_URL: databaseUrl,
    EXECUTOR_PORT: String(await freePort()),
    ORRERY_ALLOW_PRIVATE_HOSTS: web.address,
    ...env,
  });
  processes.push(started);
  return started;
}

async function withDatabase(work: (databaseUrl: string, runs: GraphRuns) => Promise<void>): Promise<void> {
  await withScratchCluster(async (databaseUrl) => {
    await migrate(databaseUrl, migrations);
    const runs = openGraphRuns(databaseUrl);
    try {
      await work(databaseUrl, runs);
    } finally {
      const ended = processes.map(({ child, exited }) => child.kill("SIGKILL") && exited);
      await Promise.all(ended);
      await runs.close();
    }
  });
}

/** Asks for every item by HTTP, three at a time. */
const callingGraph = () =>
  graphOf(
    [
      {
        id: "start",
        type: "input",
        config: {
          schema: {
            type: "object",
            properties: { ids: { type: "array", items: { type: "string" } } },
            required: ["ids"],
          },
        },
      },
      { id: "each", type: "map", config: { items: "{{ start.ids }}", concurrency: 3 } },
      { id: "ask", type: "http-request", parentId: "each", config: { url: `http://${web.address}/{{ each.item }}` } },
      { id: "kept", type: "transform", parentId: "each", config: { value: "{{ each.index }}" } },
      { id: "end", type: "output", config: { value: "{{ each.results }}" } },
    ],
    ["start -> each", "ask -> kept", "each -> end"],
  );

const succeeded = (log: readonly RunEvent[]): readonly string[] =>
  log.flatMap((event) => (event.type === "step.succeeded" && event.stepKey.endsWith("/ask") ? [event.stepKey] : []));

const ids = (count: number, prefix = "i"): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

/** A run of `count` calls of which a few have ended and the next ones go unanswered, until the web lets go. */
async function startHeld(runs: GraphRuns, count: number): Promise<string> {
  web.holdAfter(9);
  const [runId = ""] = await runs.start(callingGraph(), [{ ids: ids(count) }]);
  await runs.until(runId, (log) => succeeded(log).length === 9);
  await expect.poll(() => web.held()).toBe(3);
  return runId;
}

/** Two executors, such a run, and the one of them that drives it. */
async function inMidRun(databaseUrl: string, runs: GraphRuns, count: number) {
  const both = await Promise.all([start(databaseUrl), start(databaseUrl)]);
  await Promise.all(both.map((one) => one.said("Executor ready")));
  const runId = await startHeld(runs, count);
  const driving = await runs.store.pool.query<{ pid: number }>(
    "SELECT executor.pid FROM run JOIN executor ON executor.id = run.owner WHERE run.id = $1::uuid",
    [runId],
  );
  const victim = both.find(({ child }) => child.pid === driving.rows[0]?.pid);
  if (victim === undefined) throw new Error("nobody drives the run");
  return { runId, victim };
}

/** Resolves when the run has been taken from whoever drove it. */
async function passedOn(runs: GraphRuns, runId: string): Promise<void> {
  const drivenBy = async () =>
    (await runs.store.pool.query("SELECT epoch FROM run WHERE id = $1::uuid", [runId])).rows[0]?.epoch;
  await expect.poll(drivenBy).toBeGreaterThan(1);
}

/** The log is whole and right, and of what had ended `before` nothing was asked for twice. */
async function expectWhole(runs: GraphRuns, runId: string, before: readonly RunEvent[], count: number): Promise<void> {
  const log = await runs.ended(runId);
  expect(log.map((event) => event.seq)).toEqual(log.map((_, i) => i + 1));
  expect(log.filter((event) => event.type === "run.succeeded")).toHaveLength(1);
  expect(await runs.output(log, runId)).toEqual(ids(count).map((_, i) => i));
  expect(new Set(succeeded(log)).size).toBe(succeeded(log).length);
  const endedBefore = succeeded(before).map((key) => `/i${/\[(\d+)\]/.exec(key)?.[1]}`);
  expect(endedBefore).toHaveLength(9);
  expect(endedBefore.filter((path) => web.asked.get(path) !== 1)).toEqual([]);
  // Only what was under way, three at most, was asked for again by each who took over.
  const takeovers = Math.max(...log.map(({ epoch }) => epoch)) - 1;
  const asked = [...web.asked.values()].reduce((sum, times) => sum + times, 0);
  expect(asked).toBeLessThanOrEqual(count + 3 * takeovers);
}

/** Nothing was asked for twice. */
const expectOnce = (): void => expect([...web.asked].filter(([, count]) => count !== 1)).toEqual([]);

test("an executor is killed in mid-run: another goes on, and nothing that had finished runs twice", () =>
  withDatabase(async (databaseUrl, runs) => {
    const { runId, victim } = await inMidRun(databaseUrl, runs, 60);
    const before = await runs.store.log.read(runId, 0, 10_000);
    victim.child.kill("SIGKILL");
    expect(await victim.exited).toBe("SIGKILL");
    await passedOn(runs, runId);
    web.letGo();
    await expectWhole(runs, runId, before, 60);
  }));

test("the only executor is killed and started again at once: it goes on as soon as it is ready", () =>
  withDatabase(async (databaseUrl, runs) => {
    const first = await start(databaseUrl);
    await first.said("Executor ready");
    const runId = await startHeld(runs, 60);
    const before = await runs.store.log.read(runId, 0, 10_000);
    first.child.kill("SIGKILL");
    await first.exited;
    const next = await start(databaseUrl);
    await next.said("Executor ready");
    web.letGo();
    await expectWhole(runs, runId, before, 60);
  }));

test("Postgres is away for longer than an executor may be silent: nobody is buried, and nothing is done twice", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "orrery-restart-"));
  try {
    let postgres = await openEmbedded({ dataDir });
    await migrate(postgres.url, migrations);
    const runs = openGraphRuns(postgres.url);
    try {
      const { runId, victim } = await inMidRun(postgres.url, runs, 60);
      await postgres.release();
      web.letGo();
      await new Promise((done) => setTimeout(done, 9_000));
      // It comes back later than the other, who finds its lock free and its silence long.
      victim.child.kill("SIGSTOP");
      const backAt = performance.now();
      postgres = await openEmbedded({ dataDir });
      await new Promise((done) => setTimeout(done, 1_500));
      victim.child.kill("SIGCONT");
      // Where the machine stood still in between, the other was right to take it for dead.
      const isInTime = performance.now() - backAt < 3_500;
      const log = await runs.ended(runId);
      expect(await runs.output(log, runId)).toEqual(ids(60).map((_, i) => i));
      if (!isInTime) return;
      expectOnce();
      expect(new Set(log.map((event) => event.epoch)).size).toBe(1);
      // Whoever would judge too early has had the time to.
      await new Promise((done) => setTimeout(done, 6_000));
      const entered = await runs.store.pool.query("SELECT ended_at IS NULL AS is_there FROM executor");
      expect(entered.rows).toEqual([{ is_there: true }, { is_there: true }]);
    } finally {
      const ended = processes.map(({ child, exited }) => child.kill("SIGKILL") && exited);
      await Promise.all(ended);
      await runs.close();
      await postgres.release();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

test("an executor is stopped past its lease and comes back: it is shut out of the run, and takes new ones", () =>
  withDatabase(async (databaseUrl, runs) => {
    const { runId, victim } = await inMidRun(databaseUrl, runs, 60);
    const before = await runs.store.log.read(runId, 0, 10_000);
    victim.child.kill("SIGSTOP");
    await passedOn(runs, runId);
    web.letGo();
    await runs.until(runId, (log) => log.length > before.length);
    victim.child.kill("SIGCONT");
    await expectWhole(runs, runId, before, 60);
    const owners = await runs.store.pool.query("SELECT DISTINCT epoch FROM run_event WHERE run_id = $1::uuid", [runId]);
    expect(owners.rowCount).toBeGreaterThanOrEqual(2);
    const living = async () => (await runs.store.pool.query("SELECT 1 FROM executor WHERE ended_at IS NULL")).rowCount;
    await expect.poll(living).toBe(2);
    expect(victim.child.exitCode).toBeNull();
  }));

test("two executors share the work; one that is told to stop gives its runs back and ends", () =>
  withDatabase(async (databaseUrl, runs) => {
    const both = await Promise.all([1, 2].map(() => start(databaseUrl, { EXECUTOR_CAPACITY: "8" })));
    await Promise.all(both.map((one) => one.said("Executor ready")));
    web.holdAfter(0);
    const all = await runs.start(
      callingGraph(),
      ids(16).map((prefix) => ({ ids: ids(12, `${prefix}-`) })),
    );
    const isShared = async (): Promise<boolean> => {
      const owners = await runs.store.pool.query("SELECT DISTINCT owner FROM run WHERE owner IS NOT NULL");
      return owners.rowCount === 2;
    };
    await expect.poll(isShared).toBe(true);

    const [leaving] = both;
    const toldAt = performance.now();
    leaving?.child.kill("SIGTERM");
    web.letGo();
    expect(await leaving?.exited).toBe(0);
    const tookMs = performance.now() - toldAt;
    const logs = await Promise.all(all.map((runId) => runs.ended(runId)));
    expect(logs.map((log) => log.at(-1)?.type)).toEqual(all.map(() => "run.succeeded"));
    // Given back in good order, nothing at all is done twice; what takes longer than the grace is cut off.
    if (tookMs < graceMs) expectOnce();
  }));

test("without its database it says so once, stays up, begins when it is there, and sits out its absence in mid-run", () =>
  withDatabase(async (databaseUrl, runs) => {
    const proxyPort = await freePort();
    const away = new URL(databaseUrl);
    away.port = String(proxyPort);
    const executor = await start(away.href);
    await executor.said("cannot be reached");
    const at = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${executor.port}${path}`, init);
    expect((await at("/healthz")).status).toBe(200);
    expect((await at("/readyz")).status).toBe(503);
    expect((await at("/nothing")).status).toBe(404);
    expect(
      (await at("/healthz", { method: "POST", body: "a", headers: { "content-type": "text/plain" } })).status,
    ).toBe(415);

    const proxy = await forward(proxyPort, Number(new URL(databaseUrl).port));
    await executor.said("Executor ready");
    expect((await at("/readyz")).status).toBe(200);
    expect(await (await at("/metrics")).text()).toContain("orrery_active_runs 0");

    const runId = await startHeld(runs, 30);
    proxy.cut();
    web.letGo();
    await expect.poll(async () => (await at("/readyz")).status).toBe(503);
    proxy.mend();
    const log = await runs.ended(runId);
    expect(await runs.output(log, runId)).toEqual(ids(30).map((_, i) => i));
    expectOnce();
    await expect.poll(async () => (await at("/readyz")).status).toBe(200);
    await executor.said("is back");
    proxy.close();
    executor.child.kill("SIGTERM");
    expect(await executor.exited).toBe(0);
    expect(executor.lines.filter((line) => line.raw !== undefined && !/Warning/.test(line.raw))).toEqual([]);
    expect(
      executor.lines.filter((line) => line.msg?.includes("cannot be reached (nothing listens there)")),
    ).toHaveLength(1);
  }));
