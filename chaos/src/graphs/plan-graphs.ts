import { indexPlan, type PlanIndex } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile, type Interfaces, type WorkflowFace, workflowFace } from "@orrery/plan";
import type { CalledVersion, ReferenceGraph } from "./reference-graph.ts";

/** A reference graph as it is drawn for one ledger, with its plan, stored as a workflow. */
export interface PlannedGraph {
  readonly graph: ReferenceGraph;
  readonly drawing: Graph;
  readonly index: PlanIndex;
  readonly workflowId: string;
}

/** Keeps a drawing as a workflow, and publishes it where others call it. */
export interface Shelf {
  store(drawing: Graph): Promise<string>;
  publish(workflowId: string): Promise<number>;
}

/** Draws, stores and compiles them in order: what is called stands before what calls it. Rejects where one has errors. */
export async function planGraphs(
  graphs: readonly [ReferenceGraph, ...ReferenceGraph[]],
  ledger: string,
  shelf: Shelf,
): Promise<readonly [PlannedGraph, ...PlannedGraph[]]> {
  const faces = new Map<string, WorkflowFace>();
  const interfaces: Interfaces = { get: (workflow, version) => faces.get(`${workflow}@${version}`) };
  const published = new Map<string, CalledVersion>();
  const calledNames = new Set(graphs.flatMap(({ calls }) => (calls === undefined ? [] : [calls.name])));

  const planned = async (graph: ReferenceGraph): Promise<PlannedGraph> => {
    const drawing = graph.draw(ledger, published.get(graph.calls?.name ?? ""));
    const result = compile(drawing, { catalog, interfaces });
    const { plan, diagnostics } = result;
    if (plan === null) throw new Error(`${graph.name}: ${diagnostics.map(({ message }) => message).join(" ")}`);
    const workflowId = await shelf.store(drawing);
    if (calledNames.has(graph.name)) {
      const version = await shelf.publish(workflowId);
      const face = workflowFace(result, { graph: drawing, catalog, interfaces });
      if (face !== null) faces.set(`${workflowId}@${version}`, face);
      published.set(graph.name, { workflow: workflowId, version });
    }
    return { graph, drawing, index: indexPlan(plan), workflowId };
  };
  const [first, ...others] = graphs;
  const all: [PlannedGraph, ...PlannedGraph[]] = [await planned(first)];
  for (const graph of others) all.push(await planned(graph));
  return all;
}
