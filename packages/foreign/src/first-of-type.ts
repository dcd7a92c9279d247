import type { ForeignFlow, ForeignNode } from "./foreign-flow.ts";

const known = new WeakMap<ForeignFlow, ReadonlyMap<string, ForeignNode>>();

/** The first node of a type; looked up once a flow, since every expression may ask. */
export function firstOfType(flow: ForeignFlow, type: string): ForeignNode | undefined {
  const found = known.get(flow);
  if (found !== undefined) return found.get(type);
  const first = new Map<string, ForeignNode>();
  for (const node of flow.nodes) if (!first.has(node.type)) first.set(node.type, node);
  known.set(flow, first);
  return first.get(type);
}
