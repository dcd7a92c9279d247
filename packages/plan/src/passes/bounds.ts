import type { ExprType } from "@orrery/expr";
import type { Bound, Bounds, PlanPolicy } from "../plan.ts";
import { type Amount, exactly, largest, nothing, repeated, sum, toBound, unbounded } from "./amount.ts";
import type { ParsedNode } from "./parse.ts";
import { asCount } from "./plan-container.ts";
import type { Structure } from "./structure.ts";

interface Costs {
  readonly steps: Amount;
  readonly modelCalls: Amount;
  readonly tokens: Amount;
  readonly usd: Amount;
  readonly wallMs: Amount;
}

const NO_COSTS: Costs = { steps: nothing, modelCalls: nothing, tokens: nothing, usd: nothing, wallMs: nothing };

const open: Bound = { max: null, unboundedBy: [], perItem: {} };
/** Of a workflow that is not known here. */
const UNKNOWN_CALL: Bounds = { steps: open, modelCalls: open, tokens: open, usd: open, wallMs: open };

/** How many entries a container goes through at most, where that is known. */
export type ItemCount = (containerId: string) => number | null;

/**
 * Pass 7: the worst case of a run. Steps are started steps without retries; model calls, tokens and dollars count every
 * attempt; wall time is that of work that must happen one after the other, without waits, expressions counting nothing.
 * Dollars are unbounded wherever a model is called: what it costs is not known to the compiler.
 */
export function boundsPass(structure: Structure, itemCount: ItemCount): Bounds {
  const { steps, modelCalls, tokens, usd, wallMs } = levelCosts(null, structure, itemCount);
  return {
    steps: toBound(steps),
    modelCalls: toBound(modelCalls),
    tokens: toBound(tokens),
    usd: toBound(usd),
    wallMs: toBound(wallMs),
  };
}

/** The length of a list that is written out, or that its type bounds. */
export function literalCount(value: unknown, type: ExprType | undefined): number | null {
  if (Array.isArray(value)) return value.length;
  return type?.kind === "list" ? (type.maxItems ?? null) : null;
}

function levelCosts(parentId: string | null, structure: Structure, itemCount: ItemCount): Costs {
  const order = structure.levels.get(parentId)?.order ?? [];
  const all: Costs[] = [];
  /** When each node has ended at the latest: one after the other along the longest way. */
  const endsAt = new Map<string, number>();
  for (const id of order) {
    const parsed = structure.nodes.get(id);
    // A tool costs what its caller makes of it.
    if (!parsed || structure.toolbox.callerOf.has(id)) continue;
    const costs = nodeCosts(id, parsed, structure, itemCount);
    all.push(costs);
    let starts = 0;
    for (const edge of structure.incoming.get(id) ?? []) starts = Math.max(starts, endsAt.get(edge.source) ?? 0);
    endsAt.set(id, starts + costs.wallMs.base);
  }
  let longest = 0;
  for (const end of endsAt.values()) longest = Math.max(longest, end);
  const total = (of: (costs: Costs) => Amount) => sum(all.map(of));
  return {
    steps: total((costs) => costs.steps),
    modelCalls: total((costs) => costs.modelCalls),
    tokens: total((costs) => costs.tokens),
    usd: total((costs) => costs.usd),
    wallMs: { ...total((costs) => costs.wallMs), base: longest },
  };
}

function nodeCosts(id: string, parsed: ParsedNode, structure: Structure, itemCount: ItemCount): Costs {
  if (parsed.node.disabled === true) return NO_COSTS;
  const container = parsed.definition?.traits.container;
  if (container && parsed.config) {
    const count = itemCount(id);
    const inside = levelCosts(id, structure, itemCount);
    const together = container.kind === "each" ? asCount(parsed.config[container.concurrencyField]) : 1;
    const rounds = count === null ? null : Math.ceil(count / together);
    return {
      steps: sum([exactly(1), repeated(inside.steps, count, id)]),
      modelCalls: repeated(inside.modelCalls, count, id),
      tokens: repeated(inside.tokens, count, id),
      usd: repeated(inside.usd, count, id),
      wallMs: repeated(inside.wallMs, rounds, id),
    };
  }
  if (parsed.called !== null) return callCosts(id, parsed.called.bounds, parsed.policy.retry.maxAttempts);
  if (parsed.config && parsed.definition?.calls) return callCosts(id, UNKNOWN_CALL, 1);
  const cost = parsed.config && parsed.definition?.cost ? parsed.definition.cost(parsed.config) : {};
  const attempts = parsed.policy.retry.maxAttempts;
  const times = (amount: number | null | undefined) =>
    amount === null ? unbounded(id) : exactly((amount ?? 0) * attempts);
  const modelCalls = times(cost.modelCalls);
  const { subSteps = 0, toolCalls = 0 } = cost;
  const called = toolCosts(id, structure, itemCount);
  const calls = (amount: Amount) => repeated(amount, toolCalls, id);
  return {
    steps: sum([exactly(1 + subSteps), calls(called.steps)]),
    modelCalls: sum([modelCalls, calls(called.modelCalls)]),
    tokens: sum([times(cost.tokens), calls(called.tokens)]),
    usd: sum([modelCalls.base === 0 && modelCalls.unboundedBy.size === 0 ? nothing : unbounded(id), calls(called.usd)]),
    wallMs: sum([repeated(wallMs(id, parsed.effect, parsed.policy), Math.max(1, subSteps), id), calls(called.wallMs)]),
  };
}

/** Of one call of the dearest tool, in each respect. */
function toolCosts(id: string, structure: Structure, itemCount: ItemCount): Costs {
  const costs = (structure.toolbox.toolsOf.get(id) ?? []).flatMap((tool) => {
    const parsed = structure.nodes.get(tool);
    return parsed === undefined ? [] : [nodeCosts(tool, parsed, structure, itemCount)];
  });
  const most = (of: (costs: Costs) => Amount) => largest(costs.map(of));
  return {
    steps: most((cost) => cost.steps),
    modelCalls: most((cost) => cost.modelCalls),
    tokens: most((cost) => cost.tokens),
    usd: most((cost) => cost.usd),
    wallMs: most((cost) => cost.wallMs),
  };
}

/** A called workflow as often as it may be called. Its own nodes are not named here: the calling one is. */
function callCosts(id: string, bounds: Bounds, attempts: number): Costs {
  const of = ({ max }: Bound): Amount => (max === null ? unbounded(id) : exactly(max * attempts));
  const { steps, modelCalls, tokens, usd, wallMs: wall } = bounds;
  return {
    steps: sum([exactly(1), of(steps)]),
    modelCalls: of(modelCalls),
    tokens: of(tokens),
    usd: of(usd),
    wallMs: of(wall),
  };
}

function wallMs(id: string, effect: ParsedNode["effect"], { timeoutMs, retry }: PlanPolicy): Amount {
  if (effect === "pure") return nothing;
  if (timeoutMs === null) return unbounded(id);
  let total = timeoutMs * retry.maxAttempts;
  for (let failed = 1; failed < retry.maxAttempts; failed += 1) {
    total += Math.min(retry.maxMs, retry.initialMs * retry.factor ** (failed - 1));
  }
  return exactly(total);
}
