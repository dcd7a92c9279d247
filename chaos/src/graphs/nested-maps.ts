import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

const rows = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
  [10, 11, 12],
];

/** A list in a list, a wait in each cell: iterations give their slot back and ask for it again. */
export const nestedMaps: ReferenceGraph = {
  name: "nested-maps",
  draw: () =>
    drawGraph(
      "nested-maps",
      [
        startNode(),
        { id: "rows", type: "map", config: { items: rows, concurrency: 2, collect: "{{ cells.results }}" } },
        {
          id: "cells",
          parentId: "rows",
          type: "map",
          config: { items: "{{ rows.item }}", concurrency: 2, collect: "{{ twice }}" },
        },
        { id: "rest", parentId: "cells", type: "wait", config: { ms: "{{ 100 + 25 * cells.item }}" } },
        { id: "twice", parentId: "cells", type: "transform", config: { value: "{{ cells.item * 2 }}" } },
        { id: "end", type: "output", config: { value: "{{ rows.results }}" } },
      ],
      ["start -> rows", "rest -> twice", "rows -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf: givesOutput(() => rows.map((row) => row.map((cell) => cell * 2))),
};
