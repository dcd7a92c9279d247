import { pick } from "@orrery/engine/testing";
import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

/** Three ways, one of them with a pause in it. */
export const switchCase: ReferenceGraph = {
  name: "switch",
  draw: (ledger) =>
    drawGraph(
      "switch",
      [
        startNode({ kind: { type: "string" } }),
        {
          id: "sort_out",
          type: "switch",
          config: {
            cases: [
              { id: "ask", when: "{{ start.kind == 'ask' }}" },
              { id: "rest", when: "{{ start.kind == 'rest' }}" },
            ],
          },
        },
        { id: "asked", type: "http-request", config: { url: `http://${ledger}/get/{{ start.tag }}/asked` } },
        { id: "rested", type: "wait", config: { ms: 400 } },
        { id: "passed", type: "transform", config: { value: "nothing to do" } },
        {
          id: "end",
          type: "output",
          config: { value: "{{ ran(asked) ? 'asked' : ran(rested) ? 'rested' : default(passed, 'nobody') }}" },
        },
      ],
      [
        "start -> sort_out",
        "sort_out.ask -> asked",
        "sort_out.rest -> rested",
        "sort_out.otherwise -> passed",
        "asked -> end",
        "rested -> end",
        "passed -> end",
      ],
    ),
  input: (tag, random) => ({ tag, kind: pick(random, ["ask", "rest", "neither"]) }),
  faultOf: givesOutput(({ kind }) => (kind === "ask" ? "asked" : kind === "rest" ? "rested" : "nothing to do")),
};
