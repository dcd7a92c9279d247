import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

const width = 100;

/** A hundred questions, sixteen at a time. */
export const fanOut: ReferenceGraph = {
  name: "fan-out",
  draw: (ledger) =>
    drawGraph(
      "fan-out",
      [
        startNode(),
        {
          id: "each",
          type: "map",
          config: {
            items: Array.from({ length: width }, (_, i) => i),
            concurrency: 16,
            collect: "{{ each.item + ask.status }}",
          },
        },
        {
          id: "ask",
          parentId: "each",
          type: "http-request",
          config: { url: `http://${ledger}/get/{{ start.tag }}/ask/{{ each.index }}` },
        },
        { id: "end", type: "output", config: { value: "{{ each.results }}" } },
      ],
      ["start -> each", "each -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf: givesOutput(() => Array.from({ length: width }, (_, i) => i + 200)),
};
