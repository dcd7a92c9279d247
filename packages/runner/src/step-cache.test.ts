import { expect, test } from "vitest";
import { chainOf, createMemoryRunner } from "./testing/memory-runner.ts";

function keeping(ttlMs: number, outcome: () => object = () => ({})) {
  let runs = 0;
  const setup = createMemoryRunner({
    runtimes: [
      {
        type: "work",
        run: () => {
          runs += 1;
          const usage = { inputTokens: 3, outputTokens: 4, usd: 0.5 };
          return { kind: "done", output: { runs, ...outcome() }, usage, model: "test" };
        },
      },
    ],
  });
  const policy = {
    retry: { maxAttempts: 1, initialMs: 1, factor: 1, maxMs: 1, jitter: false },
    timeoutMs: null,
    onError: "fail",
    onUncertain: "fail",
    cache: { ttlMs },
  } as const;
  const plan = (config: object) => chainOf([{ id: "a", type: "work", config: { ...config }, policy }]);
  const run = async (config: object) => {
    const runId = await setup.create(plan(config));
    await setup.runner.drive(runId);
    const end = setup.events(runId).find((event) => event.type === "step.succeeded");
    if (end?.type !== "step.succeeded") throw new Error("the step did not succeed");
    return {
      runId,
      cached: end.cached?.runId ?? null,
      usage: end.usage,
      value: await setup.readValue(runId, end.output.id),
    };
  };
  return { ...setup, run };
}

test("the same type with the same config gives the kept result, as a value of its own run", async () => {
  const { run } = keeping(60_000);
  const first = await run({ x: 1, y: [2] });
  const usage = { inputTokens: 3, outputTokens: 4, usd: 0.5 };
  expect(first).toMatchObject({ cached: null, value: { runs: 1 }, usage });
  expect(await run({ y: [2], x: 1 })).toMatchObject({ cached: first.runId, value: { runs: 1 }, usage });
  expect(await run({ x: 2, y: [2] })).toMatchObject({ cached: null, value: { runs: 2 } });
});

test("a result that has expired is worked out anew, and kept anew", async () => {
  const { run } = keeping(0);
  await run({ x: 1 });
  expect(await run({ x: 1 })).toMatchObject({ cached: null, value: { runs: 2 } });
});
