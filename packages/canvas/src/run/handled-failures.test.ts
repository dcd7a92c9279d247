import { type EventBody, fold, indexPlan, initialState, type RunEvent } from "@orrery/engine";
import { planOf } from "@orrery/engine/testing";
import { expect, test } from "vitest";
import { handledFailures } from "./handled-failures.ts";

const value = { id: "v", bytes: 1 };
const error = { code: "HTTP_STATUS", class: "transient" } as const;

function stateAfter(bodies: readonly EventBody[]) {
  const plan = planOf([
    ...[{ id: "ask" }, { id: "tell" }, { id: "shaky" }, { id: "fine" }],
    ...[{ id: "each", map: { onItemError: "skip" } } as const, { id: "one", in: "each" }],
  ]);
  const state = initialState(indexPlan(plan));
  const begun: EventBody = { type: "run.started", at: 1, commandId: "c", planHash: "h", input: value, entry: null };
  fold(
    state,
    [begun, ...bodies].map((body, index): RunEvent => ({ ...body, v: 1, seq: index + 1, epoch: 1 })),
  );
  return state;
}

const started = (stepKey: string, attempt = 1): EventBody => ({ type: "step.started", at: 2, stepKey, attempt });
const failed = (stepKey: string, handled: "fail" | "branch" | "continue"): EventBody => ({
  ...{ type: "step.failed", at: 3, stepKey, attempt: 1, error, handled },
});
const succeeded = (stepKey: string, attempt = 1): EventBody => ({
  ...{ type: "step.succeeded", at: 4, stepKey, attempt, output: value },
});

function told(bodies: readonly EventBody[]) {
  return handledFailures(stateAfter(bodies)).map(({ step, by }) => [step.key, by]);
}

const retrying: EventBody = { type: "step.retrying", at: 3, stepKey: "shaky", attempt: 1, error, dueAt: 4 };

test("failures that a branch, going on, or another attempt made good are told in the order of their ends", () => {
  const handled = [started("tell"), failed("tell", "continue"), started("ask"), failed("ask", "branch")];
  const again = [started("shaky"), retrying, started("shaky", 2), succeeded("shaky", 2)];
  expect(told([...handled, ...again, started("fine"), succeeded("fine")])).toEqual([
    ["tell", "continue"],
    ["ask", "branch"],
    ["shaky", "retry"],
  ]);
});

test("what failed the run is none of them", () => {
  expect(told([started("ask"), failed("ask", "fail")])).toEqual([]);
});

test("an item that failed is one of them once its container has gone on", () => {
  const items: readonly EventBody[] = [
    started("each"),
    { type: "scope.opened", at: 2, stepKey: "each", attempt: 1, count: 2 },
    started("each[0]/one"),
    failed("each[0]/one", "fail"),
    { type: "scope.finished", at: 3, stepKey: "each", index: 0, error },
    started("each[1]/one"),
    succeeded("each[1]/one"),
    { type: "scope.finished", at: 3, stepKey: "each", index: 1, value },
  ];
  expect(told(items)).toEqual([]);
  expect(told([...items, succeeded("each")])).toEqual([["each[0]/one", "left-out"]]);
});
