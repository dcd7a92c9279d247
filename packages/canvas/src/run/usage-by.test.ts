import { fold, indexPlan, initialState, type RunEvent } from "@orrery/engine";
import { planOf } from "@orrery/engine/testing";
import { expect, test } from "vitest";
import { usageBy } from "./usage-by.ts";

const output = { id: "v", bytes: 1 };
const usage = (inputTokens: number, usd: number) => ({ inputTokens, outputTokens: 1, usd });

test("tokens and cost by node and by model, the dearest first; what was kept cost nothing", () => {
  const state = initialState(indexPlan(planOf([{ id: "ask" }, { id: "judge" }, { id: "kept" }, { id: "plain" }])));
  const ended = { type: "step.succeeded", at: 2, startedAt: 1, attempt: 1, output } as const;
  const bodies = [
    { type: "run.started", at: 1, commandId: "c", planHash: "h", input: output, entry: null },
    { ...ended, stepKey: "ask", usage: usage(10, 0.1), model: "large" },
    { ...ended, stepKey: "judge", usage: usage(40, 0.3), model: "large" },
    { ...ended, stepKey: "kept", usage: usage(90, 9), model: "huge", cached: { runId: "r", at: 1 } },
    { ...ended, stepKey: "plain" },
  ] as const;
  fold(
    state,
    bodies.map((body, index): RunEvent => ({ ...body, v: 1, seq: index + 1, epoch: 1 })),
  );
  expect(usageBy(state)).toEqual({
    nodes: [
      { name: "judge", calls: 1, tokens: 41, usd: 0.3 },
      { name: "ask", calls: 1, tokens: 11, usd: 0.1 },
    ],
    models: [{ name: "large", calls: 2, tokens: 52, usd: 0.4 }],
  });
});
