import { fold, indexPlan, initialState, type RunCommand, runStatus } from "@orrery/engine";
import { defineNode, type NodeDefinition, text } from "@orrery/node-kit";
import type { Plan } from "@orrery/plan";
import { expect, test } from "vitest";
import { z } from "zod";
import { chainOf, createMemoryRunner } from "./testing/memory-runner.ts";

const asker: NodeDefinition = defineNode({
  type: "ask",
  typeVersion: 1,
  title: "Ask",
  description: "Asks a model.",
  category: "ai",
  icon: "sparkles",
  keywords: [],
  config: z.record(z.string(), z.json()),
  fields: [],
  initial: {},
  traits: { role: "step", source: "untrusted", sink: "none" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => text,
  capabilities: () => ({ models: ["default"] }),
  summary: () => [],
});

/** Three steps side by side that ask a model; a call may take 60 tokens and takes 30. */
function asking(limits: Partial<Plan["budget"]>, more: Partial<Plan> = {}, needsPrice = false) {
  let open = 0;
  const seen = { most: 0, calls: 0 };
  const setup = createMemoryRunner({
    catalog: { get: (type) => (type === "ask" ? asker : undefined), types: [asker] },
    runtimes: [
      { type: "plain", run: () => ({ kind: "done", output: 1 }) },
      {
        type: "ask",
        run: async (ctx) => {
          const answer = await ctx.generate({ model: "default", prompt: "Hello", needsPrice, signal: ctx.signal });
          return { kind: "done", output: answer.text };
        },
      },
    ],
    models: {
      bound: () => ({ tokens: 60, usd: null, maxTokens: 50 }),
      generate: async () => {
        open += 1;
        seen.calls += 1;
        seen.most = Math.max(seen.most, open);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open -= 1;
        return { text: "Hi", usage: { inputTokens: 10, outputTokens: 20, usd: 0 }, model: "test" };
      },
    },
  });
  const grants = { hosts: [], models: ["default"], secrets: [], tools: [], namespaces: [] };
  const chain = chainOf([
    { id: "start", type: "plain" },
    ...["a", "b", "c"].map((id) => ({ id, type: "ask", effect: "repeatable" as const })),
  ]);
  const plan: Plan = {
    ...chain,
    ...more,
    capabilities: grants,
    budget: { ...chain.budget, ...limits },
    edges: ["a", "b", "c"].map((target) => ({ source: "start", sourceHandle: "out", target })),
  };
  const stateOf = (runId: string) => {
    const state = initialState(indexPlan(plan));
    fold(state, setup.events(runId));
    return state;
  };
  return { ...setup, plan, seen, stateOf };
}

test("calls at the same time wait for each other where the limit holds only one", async () => {
  const { runner, create, plan, seen, stateOf } = asking({ maxTokens: 125 });
  const runId = await create(plan);
  await runner.drive(runId);
  const { control } = stateOf(runId);
  expect({ status: runStatus(stateOf(runId)), seen, spent: control.spent, open: control.reserved.size }).toEqual({
    status: "succeeded",
    seen: { most: 2, calls: 3 },
    spent: { usd: 0, tokens: 90, modelCalls: 3 },
    open: 0,
  });
});

test("a call for which there is no room is not made, and the run fails", async () => {
  const { runner, create, plan, seen, story } = asking({ maxTokens: 100 });
  const runId = await create(plan);
  await runner.drive(runId);
  expect(seen).toEqual({ most: 1, calls: 2 });
  expect(story(runId).slice(-3)).toEqual([
    "run.failing BUDGET_EXCEEDED",
    expect.stringMatching(/^step\.cancelled [abc]$/),
    "run.failed BUDGET_EXCEEDED",
  ]);
});

test("or the run pauses, keeps what was paid for, and goes on with the limit raised", async () => {
  const { runner, create, plan, seen, stateOf, world } = asking({ maxModelCalls: 2 }, { onBudget: "pause" });
  const runId = await create(plan);
  await runner.drive(runId);
  expect({ status: runStatus(stateOf(runId)), pause: stateOf(runId).control.pause?.limit, calls: seen.calls }).toEqual({
    status: "paused",
    pause: "maxModelCalls",
    calls: 2,
  });
  const more: RunCommand = { id: "more", kind: "resume", by: "Ada", mode: "run", raise: { maxModelCalls: 3 } };
  await world.submit(runId, more);
  await runner.drive(runId);
  expect({ status: runStatus(stateOf(runId)), calls: seen.calls }).toEqual({ status: "succeeded", calls: 3 });
});

test("a limit in dollars cannot be kept for a model whose price is not known", async () => {
  const { runner, create, plan, seen, story } = asking({ maxUsd: 1 });
  const runId = await create(plan);
  await runner.drive(runId);
  expect(seen.calls).toBe(0);
  expect(story(runId).at(-1)).toMatch(/^run\.failed [abc] BUDGET_PRICE_UNKNOWN$/);
});

test("nor can a limit in dollars that a step has of its own", async () => {
  const { runner, create, plan, seen, story } = asking({}, {}, true);
  const runId = await create(plan);
  await runner.drive(runId);
  expect(seen.calls).toBe(0);
  expect(story(runId).at(-1)).toMatch(/^run\.failed [abc] BUDGET_PRICE_UNKNOWN$/);
});
