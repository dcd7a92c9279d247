import type { Outcome } from "../on-outcome.ts";
import type { PlanNodeShape, PlanShape } from "../plan-index.ts";
import { type CallRequest, type ReserveAnswer, reserve } from "../policy/reserve.ts";
import { BUDGET_WAIT } from "../policy/retry.ts";
import type { RunState } from "../state/run-state.ts";
import type { ReferenceShell, Script } from "./reference-shell.ts";
import { below, pick, type Random } from "./seeded-random.ts";

/** Waits become calls and called runs, and some results are kept ones. */
export function twistedScript(kind: string, script: Script, random: Random): Script {
  const twist = (stepKey: string, outcome: Outcome): Outcome => {
    if (outcome.kind === "wait" && outcome.for === "person") {
      if (kind === "signal") return { ...outcome, for: "signal" };
      if (kind === "child") return { kind: "wait", for: "run", dueAt: null, childRunId: `run of ${stepKey}` };
    }
    const isKept = kind === "cached" && outcome.kind === "done" && random() < 0.5;
    return isKept ? { ...outcome, cached: { runId: "earlier", at: 0 } } : outcome;
  };
  return { ...script, outcome: (work, state) => twist(work.stepKey, script.outcome(work, state)) };
}

/** Limits on dollars, and steps that ask for executors with labels. */
export function twistedPlan(kind: string, plan: PlanShape, random: Random): PlanShape {
  const steps = (change: (node: PlanNodeShape) => PlanNodeShape): PlanShape["nodes"] =>
    plan.nodes.map((node) => (node.role === "step" && node.container === null ? change(node) : node));
  if (kind === "dollars") {
    const budget = { ...plan.budget, maxUsd: 1 + below(random, 6) };
    const nodes = steps((node) => ({ ...node, effect: "repeatable" }));
    return random() < 0.5 ? { ...plan, nodes, budget } : { ...plan, nodes, budget, onBudget: "pause" };
  }
  if (kind !== "placement") return plan;
  const wishes: readonly [readonly string[], ...(readonly string[])[]] = [["eu"], ["gpu"], ["eu", "gpu"]];
  return {
    ...plan,
    nodes: steps((node) =>
      random() < 0.5 ? node : { ...node, policy: { ...node.policy, runsOn: pick(random, wishes) } },
    ),
  };
}

/** A step asks for room for its model call, makes it where there is some, and fails where there never will be. */
export function callModel(
  shell: ReferenceShell,
  key: string,
  told: { readonly random: Random; readonly asked: (call: CallRequest, answer: ReserveAnswer) => void },
): Outcome | "later" | null {
  const work = shell.work.get(key);
  const step = work?.do === "start" ? shell.state.steps.get(work.stepKey) : undefined;
  if (step?.status !== "running") return null;
  const amount = { usd: 1, tokens: 10, modelCalls: 1 };
  const call: CallRequest = { stepKey: step.key, attempt: step.attempt, call: 1, amount };
  const answer = reserve(shell.state, call, shell.now);
  told.asked(call, answer);
  if (answer.kind === "wait") return "later";
  if (answer.kind === "over") return { kind: "failed", error: noRoom(shell.state, answer.limit) };
  shell.append(answer.event);
  // One that ends without having said what it took has spent all that it had reserved.
  if (told.random() < 0.2) return null;
  const used = { usd: 0.5, tokens: below(told.random, 10), modelCalls: 1 };
  shell.append({
    type: "budget.settled",
    at: shell.now,
    stepKey: step.key,
    attempt: step.attempt,
    call: 1,
    amount: used,
  });
  return null;
}

function noRoom(state: RunState, limit: "maxUsd" | "maxTokens" | "maxModelCalls") {
  const pauses = state.index.plan.onBudget === "pause";
  return pauses ? { ...BUDGET_WAIT, limit } : ({ code: "BUDGET_EXCEEDED", class: "limit", limit } as const);
}
