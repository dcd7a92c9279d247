import { resolve } from "node:path";
import { freePort, withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import type { RunEvent } from "@orrery/engine";
import { settleStep } from "@orrery/services";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ExecutorProcess, spawnExecutor } from "./testing/executor-process.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { openWeb, type Web } from "./testing/web.ts";

/** The only executor is killed in the middle of something, and the next one has nothing but the database to go by. */

const migrations = resolve(import.meta.dirname, "../../../prisma/migrations");
const processes: ExecutorProcess[] = [];
let web: Web;

beforeEach(async () => {
  web = await openWeb(5);
});

afterEach(() => {
  for (const { child } of processes.splice(0)) child.kill("SIGKILL");
  web.close();
});

interface Stage {
  readonly publisher: Publisher;
  readonly start: () => Promise<ExecutorProcess>;
}

async function withStage(work: (stage: Stage) => Promise<void>): Promise<void> {
  await withScratchCluster(async (databaseUrl) => {
    await migrate(databaseUrl, migrations);
    const publisher = openPublisher(databaseUrl);
    const start = async (): Promise<ExecutorProcess> => {
      const env = { DATABASE_URL: databaseUrl, EXECUTOR_PORT: String(await freePort()) };
      const started = spawnExecutor({ ...env, ORRERY_ALLOW_PRIVATE_HOSTS: web.address });
      processes.push(started);
      await started.said("Executor ready");
      return started;
    };
    try {
      await work({ publisher, start });
    } finally {
      await Promise.all(processes.map(({ child, exited }) => child.kill("SIGKILL") && exited));
      await publisher.close();
    }
  });
}

async function kill({ child, exited }: ExecutorProcess): Promise<void> {
  child.kill("SIGKILL");
  expect(await exited).toBe("SIGKILL");
}

const noInput = { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } };

const post = (id: string, extra: { readonly idempotencyKey?: string } = { idempotencyKey: "" }) => ({
  id,
  type: "http-request",
  config: { method: "POST", url: `http://${web.address}/${id}`, body: {}, ...extra },
});

const isOver = (log: readonly RunEvent[]): boolean =>
  log.some(({ type }) => type === "run.succeeded" || type === "run.failed");

test("a schedule that was due while nobody was there fires once, or is left out, as it says", () =>
  withStage(async ({ publisher, start }) => {
    const first = await start();
    const scheduled = (missed: string) =>
      graphOf(
        [
          { id: "clock", type: "schedule", config: { cron: "0 3 1 1 *", tz: "UTC", missed } },
          { id: "end", type: "output", config: { value: "{{ clock.at }}" } },
        ],
        ["clock -> end"],
      );
    const [making, skipping] = [await publisher.publish(scheduled("once")), await publisher.publish(scheduled("skip"))];
    await kill(first);
    await publisher.store.pool.query(`UPDATE "trigger" SET next_at = now() - interval '3 hours'`);
    await Promise.all([start(), start()]);
    const ahead = async () =>
      (await publisher.store.pool.query(`SELECT 1 FROM "trigger" WHERE next_at > now()`)).rowCount;
    await expect.poll(ahead).toBe(2);
    const endsOf = async (id: string) => (await publisher.runsOf(id)).map(({ status }) => status);
    await expect.poll(() => endsOf(making.id)).toEqual(["succeeded"]);
    expect(await endsOf(skipping.id)).toEqual([]);
  }));

test("a run that another called goes on once, and its caller with it", () =>
  withStage(async ({ publisher, start }) => {
    const first = await start();
    const called = graphOf(
      [noInput, post("pay"), { id: "end", type: "output", config: { value: "{{ pay.status }}" } }],
      ["start -> pay", "pay -> end"],
    );
    const { id } = await publisher.publish(called);
    const caller = graphOf(
      [
        noInput,
        { id: "call_1", type: "subflow", config: { workflow: id, version: 1, input: {} } },
        { id: "end", type: "output", config: { value: "{{ call_1 }}" } },
      ],
      ["start -> call_1", "call_1 -> end"],
    );
    web.holdAfter(0);
    const runId = await publisher.start(caller, {});
    await expect.poll(() => web.held()).toBe(1);
    await kill(first);
    await start();
    await expect.poll(() => web.asked.get("/pay")).toBe(2);
    web.letGo();
    const log = await publisher.until(runId, isOver);
    expect(log.at(-1)?.type).toBe("run.succeeded");
    const children = await publisher.store.pool.query("SELECT status FROM run WHERE parent_run_id = $1", [runId]);
    expect(children.rows).toEqual([{ status: "succeeded" }]);
    expect(web.keys("/pay").size).toBe(1);
  }));

test("what a failed run had begun to undo is undone, each once and in order", () =>
  withStage(async ({ publisher, start }) => {
    const first = await start();
    const graph = graphOf(
      [
        noInput,
        { ...post("book_1"), policy: { undo: "cancel_1" } },
        { ...post("book_2"), policy: { undo: "cancel_2" } },
        post("cancel_1"),
        post("cancel_2"),
        { id: "bad", type: "transform", config: { value: "{{ [1][book_2.status] }}" } },
        { id: "end", type: "output", config: { value: "{{ bad }}" } },
      ],
      ["start -> book_1", "book_1 -> book_2", "book_2 -> bad", "bad -> end"],
    );
    web.holdAfter(2);
    const runId = await publisher.start(graph, {});
    await expect.poll(() => web.held()).toBe(1);
    expect([...web.asked.keys()]).toEqual(["/book_1", "/book_2", "/cancel_2"]);
    await kill(first);
    await start();
    await expect.poll(() => web.asked.get("/cancel_2")).toBe(2);
    web.letGo();
    const log = await publisher.until(runId, isOver);
    expect(log.at(-1)).toMatchObject({ type: "run.failed", stepKey: "bad", undone: 2, undoFailed: 0 });
    expect([...web.asked]).toEqual([
      ["/book_1", 1],
      ["/book_2", 1],
      ["/cancel_2", 2],
      ["/cancel_1", 1],
    ]);
    expect(web.keys("/cancel_2").size).toBe(1);
  }));

test("of a letter that may have gone out a person is asked, and it is sent again only when they say so", () =>
  withStage(async ({ publisher, start }) => {
    const first = await start();
    const graph = graphOf(
      [
        noInput,
        { ...post("letter", {}), policy: { onUncertain: "ask" } },
        { id: "end", type: "output", config: { value: "{{ letter.status }}" } },
      ],
      ["start -> letter", "letter -> end"],
    );
    web.holdAfter(0);
    const runId = await publisher.start(graph, {});
    await expect.poll(() => web.held()).toBe(1);
    await kill(first);
    await start();
    await publisher.until(runId, (log) => log.some(({ type }) => type === "step.uncertain"));
    const row = async () =>
      (await publisher.store.pool.query("SELECT status, owner FROM run WHERE id = $1", [runId])).rows[0];
    await expect.poll(row).toEqual({ status: "waiting", owner: null });
    expect(web.asked.get("/letter")).toBe(1);
    web.letGo();
    await settleStep({ ctx: publisher.ctx, input: { runId, stepKey: "letter", choice: "retry" } });
    const log = await publisher.until(runId, isOver);
    expect([log.at(-1)?.type, web.asked.get("/letter")]).toEqual(["run.succeeded", 2]);
  }));
