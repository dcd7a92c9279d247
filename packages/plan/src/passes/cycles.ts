import type { GraphEdge } from "@orrery/graph";
import type { Diagnostic } from "../plan.ts";
import type { ParsedNode } from "./parse.ts";

/**
 * One diagnostic at each node that lies on a circle. `candidates` is what no order was found for: circles and what is
 * behind them. Strongly connected components by Tarjan (1972), with a list instead of recursion.
 */
export function findCycles(
  candidates: readonly string[],
  outgoing: ReadonlyMap<string, readonly GraphEdge[]>,
  nodes: ReadonlyMap<string, ParsedNode>,
): readonly Diagnostic[] {
  const inside = new Set(candidates);
  const next = (id: string) =>
    (outgoing.get(id) ?? []).map((edge) => edge.target).filter((target) => inside.has(target));
  return components(candidates, next)
    .filter((members) => members.length > 1 || next(members[0] ?? "").includes(members[0] ?? ""))
    .flatMap((members) => {
      const path = circle(members, next);
      return members.toSorted().map((nodeId): Diagnostic => {
        const message = `“${nodeId}” is part of a circle: ${path}. Remove one of these edges; to repeat steps, put them into a container.`;
        return { code: "ORR_CYCLE", severity: "error", message, nodeId };
      });
    })
    .filter(({ nodeId }) => nodeId !== undefined && nodes.has(nodeId));
}

/** One way round through the component, in words. */
function circle(members: readonly string[], next: (id: string) => readonly string[]): string {
  const own = new Set(members);
  const start = members.toSorted()[0] ?? "";
  const path = [start];
  const seen = new Set(path);
  for (let at = start; ; ) {
    const onward = next(at).filter((id) => own.has(id));
    const step = onward.includes(start) ? start : (onward.find((id) => !seen.has(id)) ?? start);
    if (step === start || path.length >= 8) return [...path, step === start ? start : "…"].join(" → ");
    path.push(step);
    seen.add(step);
    at = step;
  }
}

interface Visit {
  readonly id: string;
  readonly targets: readonly string[];
  at: number;
}

function components(ids: readonly string[], next: (id: string) => readonly string[]): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const found: string[][] = [];
  const enter = (id: string): Visit => {
    index.set(id, index.size);
    low.set(id, index.get(id) ?? 0);
    open.push(id);
    isOpen.add(id);
    return { id, targets: next(id), at: 0 };
  };
  const lower = (id: string, to: number) => low.set(id, Math.min(low.get(id) ?? to, to));
  for (const root of ids) {
    if (index.has(root)) continue;
    const stack = [enter(root)];
    for (let visit = stack.at(-1); visit !== undefined; visit = stack.at(-1)) {
      const target = visit.targets[visit.at];
      if (target !== undefined) {
        visit.at += 1;
        if (!index.has(target)) stack.push(enter(target));
        else if (isOpen.has(target)) lower(visit.id, index.get(target) ?? 0);
        continue;
      }
      stack.pop();
      const parent = stack.at(-1);
      if (parent) lower(parent.id, low.get(visit.id) ?? 0);
      if (low.get(visit.id) === index.get(visit.id)) {
        const members = open.splice(open.lastIndexOf(visit.id));
        for (const id of members) isOpen.delete(id);
        found.push(members);
      }
    }
  }
  return found;
}
