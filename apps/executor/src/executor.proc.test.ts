import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort, openEmbedded, withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import type { RunEvent } from "@orrery/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ExecutorProcess, spawnExecutor } from "./testing/executor-process.ts";
import { type GraphRuns, graphOf, openGraphRuns } from "./testing/graph-runs.ts";
import { forward } from "./testing/tcp-forward.ts";

const migrations = resolve(import.meta.dirname, "../../../prisma/migrations");
const processes: ExecutorProcess[] = [];
/** How often each path was asked for. */
const asked = new Map<string, number>();
let web: Server;
let address = "";

beforeEach(async () => {
  asked.clear();
  web = createServer((request, response) => {
    asked.set(request.url ?? "", (asked.get(request.url ?? "") ?? 0) + 1);
    setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}'), 150);
  });
  await new Promise<void>((done) => web.listen(0, "127.0.0.1", done));
  const bound = web.address();
  address = `127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
});

afterEach(() => {
  for (const { child } of processes.splice(0)) child.kill("SIGKILL");
  web.closeAllConnections();
  web.close();
});

async function start(databaseUrl: string, env: Readonly<Record<string, string>> = {}): Promise<ExecutorProcess> {
  const started = spawnExecutor({
    DATABASE_URL: databaseUrl,
    EXECUTOR_PORT: String(await freePort()),
    ORRERY_ALLOW_PRIVATE_HOSTS: address,
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
      { id: "ask", type: "http-request", parentId: "each", config: { url: `http://${address}/{{ each.item }}` } },
      { id: "kept", type: "transform", parentId: "each", config: { value: "{{ each.index }}" } },
      { id: "end", type: "output", config: { value: "{{ each.results }}" } },
    ],
    ["start -> each", "ask -> kept", "each -> end"],
  );

const succeeded = (log: readonly RunEvent[]): readonly string[] =>
  log.flatMap((event) => (event.type === "step.succeeded" && event.stepKey.endsWith("/ask") ? [event.stepKey] : []));

const ids = (count: number, prefix = "i"): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

/** Two executors, a run of `count` calls, and the one of them that drives it once six calls have ended. */
async function inMidRun(databaseUrl: string, runs: GraphRuns, count: number) {
  const both = [await start(databaseUrl), await start(databaseUrl)];
  await Promise.all(both.map((one) => one.said("Executor ready")));
  const [runId = ""] = await runs.start(callingGraph(), [{ ids: ids(count) }]);
  await runs.until(runId, (log) => succeeded(log).length >= 6);
  const driving = await runs.store.pool.query<{ pid: number }>(
    "SELECT executor.pid FROM run JOIN executor ON executor.id = run.owner WHERE run.id = $1::uuid",
    [runId],
  );
  const victim = both.find(({ child }) => child.pid === driving.rows[0]?.pid);
  if (victim === undefined) throw new Error("nobody drives the run");
  return { runId, victim };
}

/** The log is whole and right, and of what had ended `before` nothing was asked for twice. */
async function expectWhole(runs: GraphRuns, runId: string, before: readonly RunEvent[], count: number): Promise<void> {
  const log = await runs.ended(runId, 30_000);
  expect(log.map((event) => event.seq)).toEqual(log.map((_, i) => i + 1));
  expect(log.filter((event) => event.type === "run.succeeded")).toHaveLength(1);
  expect(await runs.output(log, runId)).toEqual(ids(count).map((_, i) => i));
  expect(new Set(succeeded(log)).size).toBe(succeeded(log).length);
  const endedBefore = succeeded(before).map((key) => `/i${/\[(\d+)\]/.exec(key)?.[1]}`);
  expect(endedBefore.length).toBeGreaterThanOrEqual(6);
  expect(endedBefore.filter((path) => asked.get(path) !== 1)).toEqual([]);
  // Only what was under way, three at most, was asked for again.
  expect([...asked.values()].reduce((sum, times) => sum + times, 0)).toBeLessThanOrEqual(count + 3);
}

test("an executor is killed in mid-run: another goes on, and nothing that had finished runs twice", () =>
  withDatabase(async (databaseUrl, runs) => {
    const { runId, victim } = await inMidRun(databaseUrl, runs, 60);
    victim.child.kill("SIGKILL");
    expect(await victim.exited).toBe("SIGKILL");
    const before = await runs.store.log.read(runId, 0, 10_000);
    // Long before its silence alone would tell.
    await runs.until(runId, (log) => log.length > before.length, 6_000);
    await expectWhole(runs, runId, before, 60);
  }));

test("the only executor is killed and started again at once: it goes on as soon as it is ready", () =>
  withDatabase(async (databaseUrl, runs) => {
    const first = await start(databaseUrl);
    await first.said("Executor ready");
    const [runId = ""] = await runs.start(callingGraph(), [{ ids: ids(60) }]);
    await runs.until(runId, (log) => succeeded(log).length >= 6);
    first.child.kill("SIGKILL");
    await first.exited;
    const before = await runs.store.log.read(runId, 0, 10_000);
    const next = await start(databaseUrl);
    await next.said("Executor ready");
    await runs.until(runId, (log) => log.length > before.length, 4_000);
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
      await new Promise((done) => setTimeout(done, 9_000));
      // It comes back later than the other, who finds its lock free and its silence long.
      victim.child.kill("SIGSTOP");
      postgres = await openEmbedded({ dataDir });
      await new Promise((done) => setTimeout(done, 1_500));
      victim.child.kill("SIGCONT");
      const log = await runs.ended(runId, 30_000);
      expect(await runs.output(log, runId)).toEqual(ids(60).map((_, i) => i));
      expect([...asked].filter(([, count]) => count !== 1)).toEqual([]);
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
    victim.child.kill("SIGSTOP");
    await new Promise((done) => setTimeout(done, 300));
    const before = await runs.store.log.read(runId, 0, 10_000);
    await runs.until(runId, (log) => log.length > before.length, 15_000);
    victim.child.kill("SIGCONT");
    await expectWhole(runs, runId, before, 60);
    const owners = await runs.store.pool.query("SELECT DISTINCT epoch FROM run_event WHERE run_id = $1::uuid", [runId]);
    expect(owners.rowCount).toBe(2);
    const living = async () => (await runs.store.pool.query("SELECT 1 FROM executor WHERE ended_at IS NULL")).rowCount;
    await expect.poll(living, { timeout: 10_000 }).toBe(2);
    expect(victim.child.exitCode).toBeNull();
  }));

test("two executors share the work; one that is told to stop gives its runs back and ends", () =>
  withDatabase(async (databaseUrl, runs) => {
    const both = [
      await start(databaseUrl, { EXECUTOR_CAPACITY: "8" }),
      await start(databaseUrl, { EXECUTOR_CAPACITY: "8" }),
    ];
    await Promise.all(both.map((one) => one.said("Executor ready")));
    const all = await runs.start(
      callingGraph(),
      ids(16).map((prefix) => ({ ids: ids(12, `${prefix}-`) })),
    );
    const isShared = async (): Promise<boolean> => {
      const owners = await runs.store.pool.query("SELECT DISTINCT owner FROM run WHERE owner IS NOT NULL");
      return owners.rowCount === 2;
    };
    await expect.poll(isShared, { timeout: 10_000 }).toBe(true);

    const [leaving] = both;
    leaving?.child.kill("SIGTERM");
    const toldAt = Date.now();
    expect(await leaving?.exited).toBe(0);
    expect(Date.now() - toldAt).toBeLessThan(11_000);
    const logs = await Promise.all(all.map((runId) => runs.ended(runId, 60_000)));
    expect(logs.map((log) => log.at(-1)?.type)).toEqual(all.map(() => "run.succeeded"));
    // Given back in good order, nothing at all is done twice.
    expect([...asked].filter(([, count]) => count !== 1)).toEqual([]);
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

    const [runId = ""] = await runs.start(callingGraph(), [{ ids: ids(30) }]);
    await runs.until(runId, (log) => succeeded(log).length >= 6);
    proxy.cut();
    await expect.poll(async () => (await at("/readyz")).status, { timeout: 10_000 }).toBe(503);
    proxy.mend();
    const log = await runs.ended(runId, 30_000);
    expect(await runs.output(log, runId)).toEqual(ids(30).map((_, i) => i));
    expect([...asked].filter(([, count]) => count !== 1)).toEqual([]);
    await expect.poll(async () => (await at("/readyz")).status, { timeout: 10_000 }).toBe(200);
    await executor.said("is back");
    proxy.close();
    executor.child.kill("SIGTERM");
    expect(await executor.exited).toBe(0);
    expect(executor.lines.filter((line) => line.raw !== undefined && !/Warning/.test(line.raw))).toEqual([]);
    expect(
      executor.lines.filter((line) => line.msg?.includes("cannot be reached (nothing listens there)")),
    ).toHaveLength(1);
  }));
