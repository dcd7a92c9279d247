import { variableReads } from "@orrery/expr";
import type { Graph } from "@orrery/graph";
import { textsOf } from "./rewrite-reads.ts";

/** Which of the nodes inside are read by nodes outside, in the order of the document. */
export function usedOutside(graph: Graph, inside: ReadonlySet<string>): readonly string[] {
  const read = new Set(
    graph.nodes.flatMap(({ id, config }) =>
      inside.has(id) ? [] : textsOf(config).flatMap((text) => variableReads(text).map(({ name }) => name)),
    ),
  );
  return graph.nodes.flatMap(({ id }) => (inside.has(id) && read.has(id) ? [id] : []));
}
