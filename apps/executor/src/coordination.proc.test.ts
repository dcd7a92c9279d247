import { resolve } from "node:path";
import { freePort, withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import type { RunEvent } from "@orrery/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ExecutorProcess, spawnExecutor } from "./testing/executor-process.ts";
import { type GraphRuns, graphOf, openGraphRuns } from "./testing/graph-runs.ts";
import { openWeb, type Web } from "./testing/web.ts";

/** Places and labels, with real executors of which some are killed. */

const migrations = resolve(import.meta.dirname, "../../../prisma/migrations");
const processes: ExecutorProcess[] = [];
let web: Web;

beforeEach(async () => {
  web = await openWeb(60);
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
  await started.said("Executor ready");
  return started;
}

async function withDatabase(work: (databaseUrl: string, runs: GraphRuns) => Promise<void>): Promise<void> {
  await withScratchCluster(async (databaseUrl) => {
    await migrate(databaseUrl, migrations);
    const runs = openGraphRuns(databaseUrl);
    try {
      await work(databaseUrl, runs);
    } finally {
      await Promise.all(processes.map(({ child, exited }) => child.kill("SIGKILL") && exited));
      await runs.close();
    }
  });
}

const schema = { type: "object", properties: { who: { type: "string" } }, required: ["who"] };

const calling = (policy: object = {}) =>
  graphOf(
    [
      { id: "start", type: "input", config: { schema } },
      { id: "ask", type: "http-request", config: { url: `http://${web.address}/` }, policy },
      { id: "end", type: "output", config: { value: "{{ ask.status }}" } },
    ],
    ["start -> ask", "ask -> end"],
  );

const isEnd = (event: RunEvent) => event.type === "run.succeeded" || event.type === "run.failed";

/** The most runs that were between their first and their last event at one time. */
function mostAtOnce(logs: readonly (readonly RunEvent[])[]): number {
  const moments = logs.flatMap((log) => [
    { at: log[0]?.at ?? 0, step: 1 },
    { at: log.at(-1)?.at ?? 0, step: -1 },
  ]);
  let [now, most] = [0, 0];
  for (const { step } of moments.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    now += step;
    most = Math.max(most, now);
  }
  return most;
}

test("a limit of five lets five through and never more, with three executors of which two are killed", async () => {
  await withDatabase(async (databaseUrl, runs) => {
    const three = await Promise.all([start(databaseUrl), start(databaseUrl), start(databaseUrl)]);
    const graph = { ...calling(), settings: { concurrency: { key: "{{ start.who }}", limit: 5 } } };
    const ids = await runs.start(
      graph,
      Array.from({ length: 120 }, () => ({ who: "Ada" })),
    );
    const others = await runs.start(
      graph,
      Array.from({ length: 10 }, () => ({ who: "Bo" })),
    );
    for (const victim of three.slice(0, 2)) {
      await new Promise((done) => setTimeout(done, 500));
      victim.child.kill("SIGKILL");
    }
    const [logs] = await Promise.all([
      Promise.all(ids.map((id) => runs.ended(id))),
      Promise.all(others.map((id) => runs.ended(id))),
    ]);
    expect(logs.map((log) => log.at(-1)?.type)).toEqual(ids.map(() => "run.succeeded"));
    expect(mostAtOnce(logs)).toBe(5);
  });
});

test("a step that needs a label waits for an executor that has it, and moves there", async () => {
  await withDatabase(async (databaseUrl, runs) => {
    await start(databaseUrl, { ORRERY_LABELS: "eu" });
    const [runId = ""] = await runs.start(calling({ runsOn: ["gpu", "eu"] }), [{ who: "Ada" }]);
    await runs.until(runId, (log) => log.some((event) => event.type === "step.succeeded"));
    const waiting = async () => {
      const found = await runs.store.pool.query("SELECT needs, owner, status FROM run WHERE id = $1", [runId]);
      return found.rows[0];
    };
    await expect.poll(waiting).toEqual({ needs: ["eu", "gpu"], owner: null, status: "running" });
    await start(databaseUrl, { ORRERY_LABELS: "gpu,eu" });
    const log = await runs.until(runId, (events) => events.some(isEnd));
    expect(log.at(-1)?.type).toBe("run.succeeded");
    const epochs = log.map((event) => event.epoch);
    expect(new Set(epochs).size).toBeGreaterThanOrEqual(2);
  });
});

test("one that is told to stop shows that it takes no more runs", async () => {
  await withDatabase(async (databaseUrl, runs) => {
    const [first] = [await start(databaseUrl)];
    const slow = graphOf([{ id: "start", type: "input", config: { schema } }], []);
    await runs.start(slow, [{ who: "Ada" }]);
    first?.child.kill("SIGTERM");
    expect(await first?.exited).toBe(0);
    const found = await runs.store.pool.query(
      "SELECT draining_at IS NOT NULL AS drained, ended_at IS NOT NULL AS ended FROM executor",
    );
    expect(found.rows).toEqual([{ drained: true, ended: true }]);
  });
});
