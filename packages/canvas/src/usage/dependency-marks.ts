import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { NodeMark } from "../editor/editor-view.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { sourcesOf, usesOf } from "./node-reads.ts";

export interface DependencyMarks {
  readonly marks: ReadonlyMap<string, NodeMark>;
  /** The same for who does not see it. */
  readonly words: string;
}

/** What some nodes read, and who reads them, by the names in their expressions. */
export function dependencyMarks(graph: Graph, catalog: Catalog, nodeIds: ReadonlySet<string>): DependencyMarks {
  const chosen = graph.nodes.filter(({ id }) => nodeIds.has(id));
  const sources = new Set(chosen.flatMap((node) => sourcesOf(graph, catalog, node).map(({ id }) => id)));
  const readers = new Set(chosen.flatMap(({ id }) => usesOf(graph, catalog, id).map(({ readerId }) => readerId)));
  const marks = new Map<string, NodeMark>();
  for (const { id } of graph.nodes) {
    if (nodeIds.has(id)) marks.set(id, { tone: "lit", word: "this one" });
    else if (sources.has(id) && readers.has(id)) marks.set(id, { tone: "path", word: "read, and reads it" });
    else if (sources.has(id)) marks.set(id, { tone: "output", word: "is read" });
    else if (readers.has(id)) marks.set(id, { tone: "second", word: "reads it" });
  }
  const titles = (ids: ReadonlySet<string>) => {
    const named = graph.nodes.filter(({ id }) => ids.has(id) && !nodeIds.has(id));
    return named.length === 0 ? "nothing" : named.map((node) => nodeShape(catalog, node).title).join(", ");
  };
  return { marks, words: `Reads ${titles(sources)}. Read by ${titles(readers)}.` };
}
