import type { EditOp } from "../graph.ts";
import type { Draft } from "./draft.ts";
import { dropToolEntry } from "./drop-tool-entry.ts";
import { done, noNode, type OpOf, type Outcome } from "./outcome.ts";

/**
 * Removes a node, what is inside it, every edge that touches any of them, and what other nodes say of them as their tools; the
 * inverse brings all of it back.
 */
export function removeNode(draft: Draft, { id }: OpOf<"node.remove">): Outcome {
  if (!draft.node(id)) return noNode(id);
  const doomed = subtree(draft, id);
  const gone = new Set(doomed);
  const undo: EditOp[] = [];
  for (const edgeId of doomed.flatMap((member) => draft.edgesOf(member))) {
    const edge = draft.edge(edgeId);
    if (!edge) continue;
    const said = gone.has(edge.source) ? null : dropToolEntry(draft, edge);
    if (said !== null) undo.push(said);
    undo.push({ op: "edge.add", edge, ...draft.removeEdge(edge) });
  }
  for (const member of doomed.toReversed()) {
    const node = draft.node(member);
    if (node) undo.push({ op: "node.add", node, ...draft.removeNode(node) });
  }
  const [only] = undo;
  return done(only && undo.length === 1 ? only : { op: "batch", name: "Bring back", ops: undo.reverse() });
}

/** The node and everything inside it, outer before inner. */
function subtree(draft: Draft, id: string): readonly string[] {
  const found = [id];
  for (let at = 0; at < found.length; at += 1) found.push(...draft.childrenOf(found[at] ?? ""));
  return found;
}
