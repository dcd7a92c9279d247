import {
  containerOf,
  indexPlan,
  iterationKey,
  planFork,
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
  return {
    steps: kept.length,
    usd: total(kept, ({ usd }) => usd),
    tokens: total(kept, ({ inputTokens, outputTokens }) => inputTokens + outputTokens),
    ofSteps: worked.length,
    ofUsd: total(worked, ({ usd }) => usd),
    unused: planned.unused,
  };
}

function hasWorked({ status }: StepRecord): boolean {
  return status === "succeeded" || status === "failed";
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
