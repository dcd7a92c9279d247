import type { GraphNode } from "../graph.ts";
import type { Draft } from "./draft.ts";
import { done, noNode, type OpOf, type Outcome, refused } from "./outcome.ts";

/** The edits that change one field of one node, and `node.move`. */
export function moveNodes(draft: Draft, { moves }: OpOf<"node.move">): Outcome {
  const old = new Map<string, GraphNode["position"]>();
  for (const { id, position } of moves) {
    const node = draft.node(id);
    if (!node) return noNode(id);
    if (!old.has(id)) old.set(id, node.position);
    draft.replaceNode(node, { ...node, position });
  }
  return done({ op: "node.move", moves: [...old].map(([id, position]) => ({ id, position })) });
}

export function resizeNode(draft: Draft, { id, size }: OpOf<"node.resize">): Outcome {
  const node = draft.node(id);
  if (!node) return noNode(id);
  const { size: old, ...rest } = node;
  draft.replaceNode(node, size === null ? rest : { ...rest, size });
  return done({ op: "node.resize", id, size: old ?? null });
}

export function labelNode(draft: Draft, { id, label }: OpOf<"node.label">): Outcome {
  const node = draft.node(id);
  if (!node) return noNode(id);
  const { label: old, ...rest } = node;
  draft.replaceNode(node, label === null ? rest : { ...rest, label });
  return done({ op: "node.label", id, label: old ?? null });
}

export function parentNode(draft: Draft, { id, parentId, position }: OpOf<"node.parent">): Outcome {
  const node = draft.node(id);
  if (!node) return noNode(id);
  for (let at = parentId; at !== null; at = draft.node(at)?.parentId ?? null) {
    if (!draft.node(at)) return noNode(at);
    if (at === id) return refused("INVALID", `"${id}" cannot be put inside itself.`);
  }
  const { parentId: old, position: oldPosition, ...rest } = node;
  draft.replaceNode(node, { ...rest, position, ...(parentId === null ? {} : { parentId }) });
  return done({ op: "node.parent", id, parentId: old ?? null, position: oldPosition });
}

export function disableNode(draft: Draft, { id, disabled }: OpOf<"node.disable">): Outcome {
  const node = draft.node(id);
  if (!node) return noNode(id);
  const { disabled: old, ...rest } = node;
  draft.replaceNode(node, disabled ? { ...rest, disabled } : rest);
  return done({ op: "node.disable", id, disabled: old ?? false });
}

export function pinNode(draft: Draft, { id, pinned }: OpOf<"node.pin">): Outcome {
  const node = draft.node(id);
  if (!node) return noNode(id);
  const { pinned: old, ...rest } = node;
  draft.replaceNode(node, pinned === null ? rest : { ...rest, pinned });
  return done({ op: "node.pin", id, pinned: old ?? null });
}

export function setPolicy(draft: Draft, { id, policy }: OpOf<"policy.set">): Outcome {
  const node = draft.node(id);
  if (!node) return noNode(id);
  const { policy: old, ...rest } = node;
  draft.replaceNode(node, policy === null ? rest : { ...rest, policy });
  return done({ op: "policy.set", id, policy: old ?? null });
}

export function setJoin(draft: Draft, { id, join }: OpOf<"join.set">): Outcome {
  const node = draft.node(id);
  if (!node) return noNode(id);
  const { join: old, ...rest } = node;
  draft.replaceNode(node, join === null ? rest : { ...rest, join });
  return done({ op: "join.set", id, join: old ?? null });
}
