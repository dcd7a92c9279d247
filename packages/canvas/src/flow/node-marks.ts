import type { Graph, GraphNode } from "@orrery/graph";

/** What a node is by what others say of it. */
export interface NodeMarks {
  /** Nodes that do nothing: switched off themselves, or inside one that is. */
  readonly off: ReadonlySet<string>;
  /** By the node that undoes another: the other's id. */
  readonly undoes: ReadonlyMap<string, string>;
}

const known = new WeakMap<readonly GraphNode[], NodeMarks>();

/** The marks of all nodes of a drawing, worked out once a drawing. */
export function nodeMarks({ nodes }: Graph): NodeMarks {
  let marks = known.get(nodes);
  if (!marks) {
    marks = { off: offNodes(nodes), undoes: new Map(nodes.flatMap(undoing)) };
    known.set(nodes, marks);
  }
  return marks;
}

function undoing({ id, policy }: GraphNode): [string, string][] {
  return policy?.undo === undefined ? [] : [[policy.undo, id]];
}

function offNodes(nodes: readonly GraphNode[]): ReadonlySet<string> {
  const off = new Set(nodes.filter((node) => node.disabled === true).map((node) => node.id));
  if (off.size === 0) return off;
  for (let grown = true; grown; ) {
    grown = false;
    for (const { id, parentId } of nodes) {
      if (parentId === undefined || !off.has(parentId) || off.has(id)) continue;
      off.add(id);
      grown = true;
    }
  }
  return off;
}
