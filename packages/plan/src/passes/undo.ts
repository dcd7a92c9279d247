import { describeEdge, type GraphEdge } from "@orrery/graph";
import { worksInSubSteps } from "@orrery/node-kit";
import type { Diagnostic } from "../plan.ts";
import { handlesOf } from "./handles.ts";
import type { ParsedNode } from "./parse.ts";

/** What undoes what. A node that undoes another has no edges: it runs when the run fails, after all that it may read. */
export interface Undoing {
  /** By the node that undoes: the node that it undoes. */
  readonly undone: ReadonlyMap<string, string>;
  /** From what is undone to what undoes it: not order, but what may be read and when that is there. */
  readonly ties: readonly GraphEdge[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads `policy.undo` of all nodes and refuses what cannot undo. */
export function readUndoing(nodes: ReadonlyMap<string, ParsedNode>, edges: readonly GraphEdge[]): Undoing {
  const undone = new Map<string, string>();
  const ties: GraphEdge[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [id, parsed] of nodes) {
    const undo = parsed.policy.undo;
    if (undo === undefined) continue;
    const problem = undoProblem(parsed, nodes.get(undo), undone.get(undo));
    if (problem !== null) {
      const message = `“${id}” names “${undo}” to undo it, ${problem}`;
      diagnostics.push({ code: "ORR_UNDO", severity: "error", message, nodeId: id, field: "policy.undo" });
      continue;
    }
    undone.set(undo, id);
    for (const sourceHandle of handlesOf(parsed) ?? ["out"]) {
      if (sourceHandle === "error") continue;
      ties.push({ id: `undo ${id} ${sourceHandle}`, source: id, sourceHandle, target: undo, targetHandle: "in" });
    }
  }
  if (undone.size === 0 && diagnostics.length === 0) return NOTHING;
  for (const edge of edges) {
    const undo = [edge.source, edge.target].find((end) => undone.has(end));
    if (undo === undefined) continue;
    const message = `The edge ${describeEdge(edge)} touches “${undo}”, which undoes “${undone.get(undo)}” and stands in no order. Remove it.`;
    const fix = { kind: "edit", title: "Remove the edge", op: { op: "edge.remove", id: edge.id } } as const;
    diagnostics.push({ code: "ORR_UNDO_EDGE", severity: "error", message, edgeId: edge.id, fix });
  }
  return { undone, ties, diagnostics };
}

const NOTHING: Undoing = { undone: new Map(), ties: [], diagnostics: [] };

function undoProblem(node: ParsedNode, undo: ParsedNode | undefined, other: string | undefined): string | null {
  if (undo === undefined) return "which is not there.";
  if (undo === node) return "which is itself.";
  if (undo.node.parentId !== node.node.parentId) return "which stands in another container.";
  if (other !== undefined) return `which undoes “${other}” already. Each needs one of its own.`;
  if (undo.policy.undo !== undefined) return "which would have to be undone itself.";
  const traits = undo.definition?.traits;
  if (traits?.container !== undefined) return "which holds other nodes.";
  if (traits?.waits !== undefined) return "which waits, and a run that has failed waits for nobody.";
  if (undo.definition && worksInSubSteps(undo.definition, undo.node.config)) {
    return "which has steps of its own, and those would never be carried out.";
  }
  const isStep = traits?.role !== "entry" && traits?.role !== "output" && traits?.role !== "note";
  return isStep ? null : "which does no work.";
}
