import {
  containerOf,
  indexPlan,
  iterationKey,
  planFork,
  planStepKeyOf,
  type RunState,
  type StepRecord,
  scopeKeyOf,
} from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { ForkOrder } from "../run/run-control.ts";

export interface ForkPreviewArgs {
  /** The run that is forked, folded up to where the fork begins. */
  readonly from: RunState;
  readonly oldPlan: Plan;
  readonly plan: Plan;
  readonly order: ForkOrder;
}

/** What a new run would keep of the one it is forked from. */
export interface ForkPreview {
  readonly steps: number;
  readonly usd: number;
  readonly tokens: number;
  /** How many steps of the old run did something. */
  readonly ofSteps: number;
  readonly ofUsd: number;
  /** Steps whose given output would never be used: something before them has to be made again. */
  readonly unused: readonly string[];
}

/** Works out what a fork keeps, by the same function as the server that makes it. */
export function forkPreview({ from, oldPlan, plan, order }: ForkPreviewArgs): ForkPreview {
  const request = {
    runId: "",
    seq: order.seq,
    rerun: order.rerun,
    outputs: order.outputs.map(({ stepKey }) => ({ stepKey, value: { id: `given ${stepKey}`, bytes: 0 } })),
  };
  const unchanged = order.input === undefined ? from.started?.input : undefined;
  const planned = planFork(
    indexPlan(plan),
    { from, oldPlan, plan, request },
    {
      command: {
        ...{ id: "preview", kind: "start", by: "", planHash: plan.hash },
        input: unchanged ?? { id: "given input", bytes: 0 },
        entry: plan.nodes.find((node) => node.role === "entry")?.id ?? null,
        fork: request,
      },
      now: 0,
    },
  );
  const keys = new Set<string>();
  const iterations = new Set<string>();
  for (const event of planned.events) {
    if (event.type === "step.reused" && event.from) keys.add(event.stepKey);
    if (event.type === "scope.finished" && event.from) iterations.add(iterationKey(event.stepKey, event.index));
  }
  const worked = [...from.steps.values()].filter(hasWorked);
  const kept = worked.filter((step) => keys.has(step.key) || isWithin(step.scopeKey, iterations));
  const keptKeys = new Set(kept.map(({ key }) => key));
  const parts = [...from.steps.values()].filter(({ sub }) => sub !== null);
  const paid = [...kept, ...parts.filter(({ key }) => keptKeys.has(planStepKeyOf(key)))];
  return {
    steps: kept.length,
    usd: total(paid, ({ usd }) => usd),
    tokens: total(paid, ({ inputTokens, outputTokens }) => inputTokens + outputTokens),
    ofSteps: worked.length,
    ofUsd: total([...worked, ...parts], ({ usd }) => usd),
    unused: planned.unused,
  };
}

/** Parts of a step are kept or made again with it, and what they took is counted with it. */
function hasWorked({ status, sub }: StepRecord): boolean {
  return sub === null && (status === "succeeded" || status === "failed");
}

function isWithin(scopeKey: string, iterations: ReadonlySet<string>): boolean {
  for (let scope = scopeKey; scope !== ""; ) {
    if (iterations.has(scope)) return true;
    const around = containerOf(scope);
    if (!around) return false;
    scope = scopeKeyOf(around.containerKey);
  }
  return false;
}

function total(steps: readonly StepRecord[], of: (usage: NonNullable<StepRecord["usage"]>) => number): number {
  return steps.reduce((sum, { usage }) => (usage === null ? sum : sum + of(usage)), 0);
}
