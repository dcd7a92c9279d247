import { below } from "@orrery/engine/testing";
import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

/** Two ways, of which one dies. */
export const branch: ReferenceGraph = {
  name: "branch",
  draw: (ledger) =>
    drawGraph(
      "branch",
      [
        startNode({ n: { type: "number" } }),
        { id: "large", type: "branch", config: { when: "{{ start.n >= 500 }}" } },
        { id: "ask_large", type: "http-request", config: { url: `http://${ledger}/get/{{ start.tag }}/ask_large` } },
        { id: "ask_small", type: "http-request", config: { url: `http://${ledger}/get/{{ start.tag }}/ask_small` } },
        { id: "said", type: "transform", config: { value: "{{ ran(ask_large) ? 'large' : 'small' }}" } },
        { id: "end", type: "output", config: { value: "{{ said }}" } },
      ],
      [
        "start -> large",
        "large.true -> ask_large",
        "large.false -> ask_small",
        "ask_large -> said",
        "ask_small -> said",
        "said -> end",
      ],
    ),
  input: (tag, random) => ({ tag, n: below(random, 1_000) }),
  faultOf: givesOutput(({ n }) => (Number(n) >= 500 ? "large" : "small")),
};
