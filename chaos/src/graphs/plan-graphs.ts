import { indexPlan, type PlanIndex } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile } from "@orrery/plan";
import type { ReferenceGraph } from "./reference-graph.ts";

/** A reference graph as it is drawn for one ledger, with its plan. */
export interface PlannedGraph {
  readonly graph: ReferenceGraph;
  readonly drawing: Graph;
  readonly index: PlanIndex;
}

/** Throws where one of them has errors. */
export function planGraphs(
  [first, ...others]: readonly [ReferenceGraph, ...ReferenceGraph[]],
  ledger: string,
): readonly [PlannedGraph, ...PlannedGraph[]] {
  const planned = (graph: ReferenceGraph): PlannedGraph => {
    const drawing = graph.draw(ledger);
    const { plan, diagnostics } = compile(drawing, { catalog });
    if (plan === null) throw new Error(`${graph.name}: ${diagnostics.map(({ message }) => message).join(" ")}`);
    return { graph, drawing, index: indexPlan(plan) };
  };
  return [planned(first), ...others.map(planned)];
}
