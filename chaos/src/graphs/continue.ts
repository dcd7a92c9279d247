import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

/** A step that fails in spite of a second attempt, and the run that goes on without it. */
export const continueOnError: ReferenceGraph = {
  name: "continue",
  draw: (ledger) =>
    drawGraph(
      "continue",
      [
        startNode(),
        {
          id: "ask",
          type: "http-request",
          config: { url: `http://${ledger}/broken/{{ start.tag }}/ask` },
          policy: { onError: "continue", retry: { maxAttempts: 2, initialMs: 100 } },
        },
        { id: "end", type: "output", config: { value: "{{ default(ask.status, 0) }}" } },
      ],
      ["start -> ask", "ask -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf: givesOutput(() => 0),
};
