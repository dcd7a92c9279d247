import { type Graph, type GraphNode, isToolEdge } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { nodeShape } from "../flow/node-shape.ts";

/** What is to become a workflow of its own, as far as its place in the drawing goes. */
export interface Selection {
  readonly graph: Graph;
  readonly catalog: Catalog;
  /** The chosen nodes that stand beside each other. */
  readonly roots: readonly GraphNode[];
  /** They, and all that is inside them. */
  readonly inside: ReadonlySet<string>;
}

/** Why these nodes cannot leave the drawing together, in words; null where their places allow it. */
export function whyNotExtract(selection: Selection): string | null {
  const { graph, catalog, roots, inside } = selection;
  const title = (id: string) => {
    const node = graph.nodes.find((one) => one.id === id);
    return node ? nodeShape(catalog, node).title : id;
  };
  if (roots.length === 0) return "Choose the steps that the new workflow is to do.";
  if (new Set(roots.map(({ parentId }) => parentId)).size > 1) {
    return "Some of them are inside a container and some are not. Choose steps that stand beside each other, or the whole container.";
  }
  for (const node of roots) {
    const traits = catalog.get(node.type)?.traits;
    if (traits?.role === "entry") return `“${title(node.id)}” starts this workflow, so it stays here. Leave it out.`;
    if (traits?.role === "output")
      return `“${title(node.id)}” gives this workflow's result, so it stays here. Leave it out.`;
    if (traits?.answersCaller)
      return `“${title(node.id)}” answers who called this workflow, so it stays here. Leave it out.`;
  }
  for (const edge of graph.edges.filter(isToolEdge)) {
    if (inside.has(edge.source) === inside.has(edge.target)) continue;
    return `“${title(edge.target)}” is a tool of “${title(edge.source)}”. Choose both of them, or neither.`;
  }
  for (const { id, policy } of graph.nodes) {
    if (policy?.undo === undefined || inside.has(id) === inside.has(policy.undo)) continue;
    return `“${title(policy.undo)}” undoes “${title(id)}”. Choose both of them, or neither.`;
  }
  return whyNoWayIn(selection, title) ?? whyNoWayOut(selection, title);
}

/** All that lead in have to mean the same: one beginning. */
function whyNoWayIn({ graph, inside }: Selection, title: (id: string) => string): string | null {
  const into = graph.edges.filter(({ source, target }) => !inside.has(source) && inside.has(target));
  const ways = Map.groupBy(into, ({ target }) => target);
  const [first, ...others] = [...ways].map(([target, edges]) => ({
    target,
    from: edges
      .map(({ source, sourceHandle }) => `${source} ${sourceHandle}`)
      .toSorted()
      .join(),
    several: edges.length > 1,
  }));
  if (!first) return null;
  const other = others.find(({ from, several }) => from !== first.from || several);
  if (other)
    return `It can only begin in one way, and “${title(first.target)}” and “${title(other.target)}” begin in two.`;
  const alsoInside = graph.edges.some(({ source, target }) => target === first.target && inside.has(source));
  if (first.several && alsoInside) {
    return `“${title(first.target)}” waits for steps that stay here and for one that goes. Choose what leads to it, too.`;
  }
  return null;
}

/** What leads out has to follow for certain when the new workflow has ended: one ending. */
function whyNoWayOut({ graph, catalog, inside }: Selection, title: (id: string) => string): string | null {
  const out = graph.edges.filter(({ source, target }) => inside.has(source) && !inside.has(target));
  for (const { source } of out) {
    const node = graph.nodes.find(({ id }) => id === source);
    if (node && nodeShape(catalog, node).outputs.length > 1) {
      return `“${title(source)}” goes on in several ways, and a workflow that is called ends in one. Choose what follows it, too, or leave it out.`;
    }
  }
  for (const [target, edges] of Map.groupBy(out, (edge) => edge.target)) {
    const join = graph.nodes.find(({ id }) => id === target)?.join ?? "all";
    if (edges.length > 1 && join !== "all") {
      return `“${title(target)}” goes on before all of them have ended. Choose it, too.`;
    }
  }
  return null;
}
