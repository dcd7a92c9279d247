import type { Bound, CompileResult } from "@orrery/plan";
import { formatCount, formatUsd } from "@orrery/ui";

export interface BoundsWords {
  /** What a run costs at most. */
  readonly most: string;
  /** What it may do outside. */
  readonly writes: string;
}

/** The compiler's bounds in one line: "At most 48 calls and $0.05". Null where the document has no plan. */
export function boundsWords(result: CompileResult): BoundsWords | null {
  const { bounds, plan } = result;
  if (!bounds || !plan) return null;
  const calls = amount(bounds.modelCalls, "model call", "model calls");
  const parts = calls === null ? [amount(bounds.steps, "step", "steps") ?? "nothing"] : [calls];
  if (calls !== null && bounds.usd.max !== null && bounds.usd.max > 0) parts.push(formatUsd(bounds.usd.max));
  const writing = plan.nodes.filter((node) => node.effect === "once" || node.effect === "keyed").length;
  return {
    most: `At most ${parts.join(" and ")}`,
    writes: writing === 0 ? "writes nothing" : writing === 1 ? "1 step writes" : `${writing} steps write`,
  };
}

function amount(bound: Bound, one: string, many: string): string | null {
  if (bound.max === 0) return null;
  if (bound.max !== null) return `${formatCount(bound.max)} ${bound.max === 1 ? one : many}`;
  const [perItem] = Object.values(bound.perItem);
  if (perItem !== undefined && perItem > 0)
    return `${formatCount(perItem)} ${perItem === 1 ? one : many} for each item`;
  return `any number of ${many}`;
}
