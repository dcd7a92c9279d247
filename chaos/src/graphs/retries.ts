import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

/** Fails twice before it works. */
export const retries: ReferenceGraph = {
  name: "retries",
  draw: (ledger) =>
    drawGraph(
      "retries",
      [
        startNode(),
        {
          id: "ask",
          type: "http-request",
          config: { url: `http://${ledger}/flaky/{{ start.tag }}/ask` },
          policy: { retry: { maxAttempts: 4, initialMs: 150, factor: 2 } },
        },
        { id: "end", type: "output", config: { value: "{{ ask.body.done }}" } },
      ],
      ["start -> ask", "ask -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf: givesOutput(({ tag }) => `${tag}/ask`),
};
