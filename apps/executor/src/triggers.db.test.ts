import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { fireSchedules, followRun, longestChain } from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executors: RunningExecutor[];
let publisher: Publisher;
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  executors = [1, 2, 3].map(() => startExecutor({ databaseUrl: database.url, env: {}, news }));
  await Promise.all(executors.map(({ ready }) => ready));
  publisher = openPublisher(database.url);
});
afterAll(async () => {
  await Promise.all(executors.map((executor) => executor.stop()));
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

const scheduled = (missed: "skip" | "once") =>
  graphOf(
    [
      { id: "clock", type: "schedule", config: { cron: "0 3 1 1 *", tz: "UTC", missed } },
      { id: "end", type: "output", config: { value: "{{ clock.at }}" } },
    ],
    ["clock -> end"],
  );

/** Lets a schedule be due at a time, instead of waiting for the first of January. */
async function setDue(triggerId: string, at: number): Promise<void> {
  await publisher.store.pool.query(`UPDATE "trigger" SET next_at = to_timestamp($2::float8 / 1000) WHERE id = $1`, [
    triggerId,
    at,
  ]);
}

const triggerOf = async (id: string) => {
  const { rows } = await publisher.store.pool.query(
    `SELECT greatest(next_at, again_at) > now() AS is_ahead, last_run_id, last_problem FROM "trigger" WHERE id = $1`,
    [id],
  );
  return rows[0];
};

test("a schedule that cannot be fired says so and holds up no other", async () => {
  const broken = await publisher.publish(scheduled("skip"));
  const whole = await publisher.publish(scheduled("skip"));
  const [brokenId, wholeId] = [broken.triggers[0]?.id ?? "", whole.triggers[0]?.id ?? ""];
  await publisher.store.pool.query(
    `UPDATE "trigger" SET spec = jsonb_set(spec::jsonb, '{tz}', '"No/Where"') WHERE id = $1`,
    [brokenId],
  );
  const at = Math.floor(Date.now() / 1_000) * 1_000;
  await setDue(brokenId, at - 1_000);
  await setDue(wholeId, at);
  await fireSchedules(publisher.store.pool, Date.now());
  await expect.poll(async () => (await publisher.runsOf(whole.id)).map(({ status }) => status)).toEqual(["succeeded"]);
  expect(await publisher.runsOf(broken.id)).toEqual([]);
  expect(await triggerOf(brokenId)).toEqual({
    is_ahead: true,
    last_run_id: null,
    last_problem: expect.stringMatching(/^It could not be fired: .*No\/Where.* is tried again\.$/),
  });
});

test("three executors see a firing, and one run starts, with the time it fired for", async () => {
  const { id, triggers } = await publisher.publish(scheduled("skip"));
  const at = Math.floor(Date.now() / 1_000) * 1_000;
  await setDue(triggers[0]?.id ?? "", at);
  await Promise.all(Array.from({ length: 6 }, () => fireSchedules(publisher.store.pool, Date.now())));
  await expect.poll(async () => (await publisher.runsOf(id)).map(({ status }) => status)).toEqual(["succeeded"]);
  const [run] = await publisher.runsOf(id);
  const log = await publisher.store.log.read(run?.id ?? "", 0, 100);
  const last = log.at(-1);
  const output = last?.type === "run.succeeded" && last.output !== null ? last.output.id : "";
  expect(await publisher.store.values.read(run?.id ?? "", output)).toBe(new Date(at).toISOString());
  expect(await triggerOf(triggers[0]?.id ?? "")).toEqual({ is_ahead: true, last_run_id: run?.id, last_problem: null });
  // The same firing again, as after a restore of the row: its run is there already.
  await setDue(triggers[0]?.id ?? "", at);
  await expect.poll(async () => (await triggerOf(triggers[0]?.id ?? ""))?.is_ahead).toBe(true);
  expect(await publisher.runsOf(id)).toHaveLength(1);
});

test("a time that nobody was there for is left out, or made up for once", async () => {
  const skipping = await publisher.publish(scheduled("skip"));
  const making = await publisher.publish(scheduled("once"));
  const longAgo = Date.now() - 3 * 3_600_000;
  for (const { triggers } of [skipping, making]) await setDue(triggers[0]?.id ?? "", longAgo);
  await expect.poll(async () => (await triggerOf(making.triggers[0]?.id ?? ""))?.is_ahead).toBe(true);
  await expect.poll(async () => (await triggerOf(skipping.triggers[0]?.id ?? ""))?.is_ahead).toBe(true);
  expect(await publisher.runsOf(making.id)).toHaveLength(1);
  expect(await publisher.runsOf(skipping.id)).toEqual([]);
  expect((await triggerOf(skipping.triggers[0]?.id ?? ""))?.last_problem).toMatch(/was missed and left out/);
});

test("what is made up for is the latest of the times that were missed, however rare they are", async () => {
  const weekly = graphOf(
    [
      { id: "clock", type: "schedule", config: { cron: "0 3 * * 1", tz: "UTC", missed: "once" } },
      { id: "end", type: "output", config: { value: "{{ clock.at }}" } },
    ],
    ["clock -> end"],
  );
  const { id, triggers } = await publisher.publish(weekly);
  const lastMonday = new Date(Date.now() - 3 * 3_600_000);
  lastMonday.setUTCHours(0, 0, 0, 0);
  lastMonday.setUTCDate(lastMonday.getUTCDate() - ((lastMonday.getUTCDay() + 6) % 7));
  const latest = lastMonday.getTime() + 3 * 3_600_000;
  await setDue(triggers[0]?.id ?? "", latest - 3 * 7 * 86_400_000);
  await expect.poll(async () => (await publisher.runsOf(id)).length).toBe(1);
  const [run] = await publisher.runsOf(id);
  expect(Number.parseInt((run?.id ?? "").replaceAll("-", "").slice(0, 12), 16)).toBe(latest);
});

const greeting = graphOf(
  [
    { id: "start", type: "input", config: { schema: { type: "object", properties: { n: { type: "number" } } } } },
    { id: "end", type: "output", config: { value: { n: "{{ default(start.n, 0) }}" } } },
  ],
  ["start -> end"],
);

test("a run that ends is followed once by each workflow that asked for it, with its output", async () => {
  const first = await publisher.publish(greeting);
  const follower = (on: string[]) =>
    graphOf(
      [
        { id: "after", type: "run-finished", config: { workflow: first.id, on } },
        { id: "end", type: "output", config: { value: "{{ after }}" } },
      ],
      ["after -> end"],
    );
  const follows = await publisher.publish(follower(["succeeded", "cancelled"]));
  const mourns = await publisher.publish(follower(["failed"]));
  const { startRun } = await import("@orrery/services");
  const { runId } = await startRun({ ctx: publisher.ctx, input: { workflowId: first.id, input: { n: 3 } } });
  await expect
    .poll(async () => (await publisher.runsOf(follows.id)).map(({ status }) => status))
    .toEqual(["succeeded"]);
  const [next] = await publisher.runsOf(follows.id);
  const { rows } = await publisher.store.pool.query("SELECT output_value_id, depth FROM run WHERE id = $1", [next?.id]);
  expect(rows[0]?.depth).toBe(1);
  expect(await publisher.store.values.read(next?.id ?? "", rows[0]?.output_value_id)).toEqual({
    runId,
    status: "succeeded",
    output: { n: 3 },
  });
  await followRun(publisher.store.pool, publisher.store.values, { runId });
  expect(await publisher.runsOf(follows.id)).toHaveLength(1);
  expect(await publisher.runsOf(mourns.id)).toEqual([]);
});

test("workflows that follow each other in a circle stop after sixteen, and the trigger says so", async () => {
  const seed = await publisher.publish(greeting);
  const circle = await publisher.publish(
    graphOf(
      [
        { id: "after", type: "run-finished", config: { workflow: seed.id, on: ["succeeded"] } },
        { id: "end", type: "output", config: { value: 1 } },
      ],
      ["after -> end"],
    ),
  );
  // It follows itself.
  await publisher.store.pool.query(`UPDATE "trigger" SET source_id = workflow_id WHERE workflow_id = $1`, [circle.id]);
  const [trigger] = circle.triggers;
  const { readTriggers, triggerRun } = await import("@orrery/services");
  const { submitRuns } = await import("@orrery/db");
  const [published] = await readTriggers(publisher.store.pool, { column: "id", values: [trigger?.id ?? ""] });
  if (published === undefined) throw new Error("no trigger");
  const { v7: uuidv7 } = await import("uuid");
  await submitRuns(publisher.store.pool, [
    triggerRun({ trigger: published, input: { runId: "x", status: "succeeded" }, runId: uuidv7() }),
  ]);
  await expect.poll(async () => (await triggerOf(trigger?.id ?? ""))?.last_problem ?? "").toMatch(/circle/);
  expect(await publisher.runsOf(circle.id)).toHaveLength(longestChain + 1);
});
