import { resolve } from "node:path";
import { freePort, withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import type { RunEvent } from "@orrery/engine";
import { afterEach, expect, test } from "vitest";
import { type ExecutorProcess, spawnExecutor } from "./testing/executor-process.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher } from "./testing/open-publisher.ts";

/** The executor is killed while the success of a step, and with it what the step remembers, is on its way into the database. */

const migrations = resolve(import.meta.dirname, "../../../prisma/migrations");
const processes: ExecutorProcess[] = [];

afterEach(() => {
  for (const { child } of processes.splice(0)) child.kill("SIGKILL");
});

async function startExecutor(databaseUrl: string): Promise<ExecutorProcess> {
  const started = spawnExecutor({ DATABASE_URL: databaseUrl, EXECUTOR_PORT: String(await freePort()) });
  processes.push(started);
  await started.said("Executor ready");
  return started;
}

const texts = ["Gold melts at 1064 degrees", "Tin melts at 232 degrees", "Lead melts at 327 degrees"];

const graph = graphOf(
  [
    { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
    { id: "note", type: "remember", config: { memory: "metals", text: texts } },
    { id: "facts", type: "recall", config: { memory: "metals", query: "when does tin melt", read: "run", limit: 3 } },
    { id: "end", type: "output", config: { value: "{{ facts.hits.map(hit, hit.text) }}" } },
  ],
  ["start -> note", "note -> facts", "facts -> end"],
);

const waiting = "SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'memory_record'::regclass";

test.each([
  ["lands after its death", false],
  ["is lost with it", true],
])("what a killed executor wrote %s: each text is remembered once", async (_what, isLost) => {
  await withScratchCluster(async (databaseUrl) => {
    await migrate(databaseUrl, migrations);
    const publisher = openPublisher(databaseUrl);
    const guard = await publisher.store.pool.connect();
    try {
      const first = await startExecutor(databaseUrl);
      // Whoever wants to write a record stands still from here on.
      await guard.query("SET idle_in_transaction_session_timeout = 0");
      await guard.query("BEGIN; LOCK TABLE memory_record IN EXCLUSIVE MODE");
      const runId = await publisher.start(graph, {});
      const blocked = async () => (await publisher.store.pool.query<{ pid: number }>(waiting)).rows;
      await expect.poll(async () => (await blocked()).length).toBe(1);
      first.child.kill("SIGKILL");
      await first.exited;
      const [backend] = await blocked();
      if (isLost) await publisher.store.pool.query("SELECT pg_terminate_backend($1, 60000)", [backend?.pid]);
      await guard.query("ROLLBACK");
      await startExecutor(databaseUrl);

      const log = await publisher.until(runId, (events) => events.some(isEnd));
      const succeeded = log.filter((event) => event.type === "step.succeeded" && event.stepKey === "note");
      expect([log.at(-1)?.type, succeeded.length]).toEqual(["run.succeeded", 1]);
      const { rows } = await publisher.store.pool.query(
        `SELECT r.text, r.run_id, r.step_key, n.name, (SELECT count(*)::int FROM memory_read m WHERE m.record_id = r.id) AS reads
          FROM memory_record r JOIN memory_namespace n ON n.id = r.namespace_id ORDER BY r.text`,
      );
      expect(rows).toEqual(
        texts.toSorted().map((text) => ({ text, run_id: runId, step_key: "note", name: "metals", reads: 1 })),
      );
      const end = log.at(-1);
      const output = end?.type === "run.succeeded" && end.output !== null ? end.output.id : "";
      const found = await publisher.store.values.read(runId, output);
      expect([Array.isArray(found) && found[0], Array.isArray(found) && found.toSorted()]).toEqual([
        texts[1],
        texts.toSorted(),
      ]);
    } finally {
      await Promise.all(processes.map(({ child, exited }) => child.kill("SIGKILL") && exited));
      guard.release(true);
      await publisher.close();
    }
  });
});

function isEnd({ type }: RunEvent): boolean {
  return type === "run.succeeded" || type === "run.failed";
}
