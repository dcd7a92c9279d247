import type { RunState } from "@orrery/engine";
import { isKept } from "./node-tally.ts";

/** What model calls came to under one name. */
export interface UsageShare {
  /** A node id, or the name of a model. */
  readonly name: string;
  readonly calls: number;
  readonly tokens: number;
  readonly usd: number;
}

/** Tokens and cost of a run so far, by node and by model, the dearest first. What was kept from another run cost nothing here. */
export function usageBy(state: RunState): {
  readonly nodes: readonly UsageShare[];
  readonly models: readonly UsageShare[];
} {
  const nodes = new Map<string, UsageShare>();
  const models = new Map<string, UsageShare>();
  for (const record of state.steps.values()) {
    if (record.usage === null || isKept(record)) continue;
    const { inputTokens, outputTokens, usd } = record.usage;
    for (const [shares, name] of [
      [nodes, record.nodeId],
      [models, record.model ?? "unknown"],
    ] as const) {
      const before = shares.get(name) ?? { name, calls: 0, tokens: 0, usd: 0 };
      shares.set(name, {
        name,
        calls: before.calls + 1,
        tokens: before.tokens + inputTokens + outputTokens,
        usd: before.usd + usd,
      });
    }
  }
  return { nodes: dearest(nodes), models: dearest(models) };
}

function dearest(shares: ReadonlyMap<string, UsageShare>): readonly UsageShare[] {
  return [...shares.values()].sort(
    (one, other) => other.usd - one.usd || other.tokens - one.tokens || (one.name < other.name ? -1 : 1),
  );
}
