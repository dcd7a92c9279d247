import type { ForeignEdge, ForeignNode } from "./foreign-flow.ts";

/**
 * The edges without those that lead back, and these apart. Walks in the order of the file from where nothing leads to, so
 * that what is left out is what people drew as the way back. Walks with a list: a hostile chain cannot overflow.
 */
export function breakCycles(
  nodes: readonly ForeignNode[],
  edges: readonly ForeignEdge[],
): { readonly edges: readonly ForeignEdge[]; readonly back: readonly ForeignEdge[] } {
  const out = new Map<string, ForeignEdge[]>();
  const led = new Set<string>();
  for (const edge of edges) {
    led.add(edge.target);
    const known = out.get(edge.source);
    if (known === undefined) out.set(edge.source, [edge]);
    else known.push(edge);
  }
  const state = new Map<string, "open" | "done">();
  const back = new Set<ForeignEdge>();
  const keys = nodes.map(({ key }) => key);
  for (const root of [...keys.filter((key) => !led.has(key)), ...keys]) {
    if (state.has(root)) continue;
    const stack = [{ key: root, next: 0 }];
    state.set(root, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = out.get(top.key)?.[top.next];
      top.next += 1;
      if (edge === undefined) {
        state.set(top.key, "done");
        stack.pop();
      } else if (state.get(edge.target) === "open") back.add(edge);
      else if (!state.has(edge.target)) {
        state.set(edge.target, "open");
        stack.push({ key: edge.target, next: 0 });
      }
    }
  }
  return { edges: edges.filter((edge) => !back.has(edge)), back: [...back] };
}
