import type { Bound, Plan } from "@orrery/plan";

function most(bound: Bound, unit: string): string | null {
  if (bound.max === 0) return null;
  if (bound.max !== null) return `${bound.max} ${unit}`;
  const each = Object.entries(bound.perItem).map(([id, count]) => `${count} for each item of ${id}`);
  return each.length > 0 ? `${unit}: ${each.join(", ")}` : null;
}

/** What a run may do at most and whom it may reach, in lines for people; lines that would say nothing are left out. */
export function describeBounds(plan: Plan): readonly string[] {
  const { bounds, capabilities } = plan;
  const parts = [most(bounds.steps, "steps"), most(bounds.modelCalls, "model calls"), most(bounds.tokens, "tokens")];
  const bounded = parts.filter((part) => part !== null);
  return [
    ...(bounded.length > 0 ? [`At most ${bounded.join("; ")}.`] : []),
    ...(capabilities.hosts.length > 0
      ? [`May call ${capabilities.hosts.join(", ").replace("host:*", "any host")}.`]
      : []),
    ...(capabilities.models.length > 0 ? [`Asks the model ${capabilities.models.join(", ")}.`] : []),
  ];
}
