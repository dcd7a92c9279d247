import type { Structure } from "./structure.ts";
import type { Position } from "./visibility.ts";

/**
 * Whether every way to a position leads through the node and out of it by a handle on which its output is there. Used where
 * conditions rest on too many decisions to be looked into: then only what holds on every single path is known.
 */
export function alwaysPassesThrough(name: string, { nodeId, where }: Position, structure: Structure): boolean {
  const { nodes, levels, outgoing, incoming } = structure;
  const through = nodes.get(name);
  if (through === undefined || through.policy.onError === "continue") return false;
  const home = through.node.parentId;
  if (where === "iteration" && home === nodeId) return false;
  let target = nodeId;
  for (let around = nodes.get(target)?.node.parentId; around !== home; around = nodes.get(target)?.node.parentId) {
    if (around === undefined) return false;
    target = around;
  }
  const reached = new Set<string>();
  for (const id of levels.get(home ?? null)?.order ?? []) {
    const starts = (incoming.get(id)?.length ?? 0) === 0;
    if (!starts && !reached.has(id)) continue;
    if (id === target) return false;
    reached.add(id);
    for (const edge of outgoing.get(id) ?? []) {
      if (id !== name || edge.sourceHandle === "error") reached.add(edge.target);
    }
  }
  return true;
}
