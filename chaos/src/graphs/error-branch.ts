import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

/** A failure is a way of its own. */
export const errorBranch: ReferenceGraph = {
  name: "error-branch",
  draw: (ledger) =>
    drawGraph(
      "error-branch",
      [
        startNode(),
        {
          id: "ask",
          type: "http-request",
          config: { url: `http://${ledger}/gone/{{ start.tag }}/ask` },
          policy: { onError: "branch" },
        },
        { id: "found", type: "transform", config: { value: "{{ ask.body }}" } },
        { id: "missed", type: "transform", config: { value: "{{ ask.error.code }}" } },
        { id: "end", type: "output", config: { value: "{{ default(found, default(missed, 'neither')) }}" } },
      ],
      ["start -> ask", "ask -> found", "ask.error -> missed", "found -> end", "missed -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf: givesOutput(() => "HTTP_STATUS"),
};
