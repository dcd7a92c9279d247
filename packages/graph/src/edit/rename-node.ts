import { isValidNodeId } from "@orrery/expr";
import type { EditOp, GraphNode } from "../graph.ts";
import type { JsonObject } from "../json.ts";
import { renameInJson } from "../rename-in-json.ts";
import { isToolEdge, withToolEntry } from "../tool-entries.ts";
import type { Draft } from "./draft.ts";
import { done, noNode, type OpOf, type Outcome, refused } from "./outcome.ts";

/**
 * Changes a node's id and everything that names it: edges, `parentId`s, `policy.undo`, what is said of it as a tool, every
 * expression of the document.
 * Where renaming back would not give the old text (the new id was already named by a dangling expression), the inverse
 * also restores that text.
 */
export function renameNode(draft: Draft, { from, to }: OpOf<"node.rename">): Outcome {
  if (!draft.node(from)) return noNode(from);
  if (from === to) return done({ op: "node.rename", from: to, to: from });
  if (!isValidNodeId(to)) {
    return refused(
      "INVALID",
      `"${to.slice(0, 80)}" cannot be a node's id: small letters, digits and _, and no word that expressions use.`,
    );
  }
  if (draft.node(to)) return refused("NODE_EXISTS", `There is already a node with the id "${to}".`);
  const restore: EditOp[] = [];
  const callers = callersOf(draft, from);
  for (const node of [...draft.nodes()]) {
    const names = { from, to, calls: callers.has(node.id) };
    const renamed = renamedNode(node, names);
    restore.push(...restoring(node, renamed, names));
    if (renamed !== node) draft.replaceNode(node, renamed);
  }
  for (const id of draft.edgesOf(from)) {
    const edge = draft.edge(id);
    if (edge)
      draft.replaceEdge(edge, { ...edge, source: swap(edge.source, from, to), target: swap(edge.target, from, to) });
  }
  const settings = draft.head.settings;
  if (settings?.concurrency) {
    const key = renameInJson(settings.concurrency.key, from, to);
    if (key !== settings.concurrency.key) {
      draft.head = { ...draft.head, settings: { ...settings, concurrency: { ...settings.concurrency, key } } };
    }
    if (renameInJson(key, to, from) !== settings.concurrency.key) restore.push({ op: "settings.set", settings });
  }
  const back: EditOp = { op: "node.rename", from: to, to: from };
  return done(restore.length === 0 ? back : { op: "batch", name: "Rename back", ops: [back, ...restore] });
}

interface Names {
  readonly from: string;
  readonly to: string;
  /** Whether the renamed node is a tool of this one. */
  readonly calls: boolean;
}

function callersOf(draft: Draft, id: string): ReadonlySet<string> {
  return new Set(
    draft.edgesOf(id).flatMap((edgeId) => {
      const edge = draft.edge(edgeId);
      return edge !== undefined && isToolEdge(edge) && edge.target === id ? [edge.source] : [];
    }),
  );
}

function renamedConfig(node: GraphNode, { from, to, calls }: Names): JsonObject {
  return renameInJson((calls ? withToolEntry(node, from, to) : node).config, from, to);
}

function renamedNode(node: GraphNode, names: Names): GraphNode {
  const { from, to } = names;
  const config = renamedConfig(node, names);
  const named = node.id === from || node.parentId === from || node.policy?.undo === from;
  if (!named && config === node.config) return node;
  return {
    ...node,
    id: swap(node.id, from, to),
    config,
    ...(node.parentId === undefined ? {} : { parentId: swap(node.parentId, from, to) }),
    ...(node.policy?.undo === undefined ? {} : { policy: { ...node.policy, undo: swap(node.policy.undo, from, to) } }),
  };
}

function restoring(old: GraphNode, renamed: GraphNode, { from, to, calls }: Names): readonly EditOp[] {
  const ops: EditOp[] = [];
  const back = renamedConfig(renamed, { from: to, to: from, calls });
  if (back !== old.config && JSON.stringify(back) !== JSON.stringify(old.config)) {
    ops.push({ op: "config.set", id: old.id, path: [], value: old.config });
  }
  if (old.policy?.undo === to) ops.push({ op: "policy.set", id: old.id, policy: old.policy });
  return ops;
}

function swap(id: string, from: string, to: string): string {
  return id === from ? to : id;
}
