import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

const rounds = 6;

/** One payment after the other, each from what the one before left. */
export const loop: ReferenceGraph = {
  name: "loop",
  draw: (ledger) =>
    drawGraph(
      "loop",
      [
        startNode(),
        {
          id: "rounds",
          type: "loop",
          config: {
            initial: 0,
            next: "{{ rounds.state + (pay.status == 200 ? 1 : 100) }}",
            until: `{{ rounds.state >= ${rounds} }}`,
            maxIterations: 20,
          },
        },
        {
          id: "pay",
          parentId: "rounds",
          type: "http-request",
          config: {
            method: "POST",
            url: `http://${ledger}/keyed/{{ start.tag }}/pay/{{ rounds.index }}`,
            body: {},
            idempotencyKey: "",
          },
        },
        { id: "end", type: "output", config: { value: "{{ rounds }}" } },
      ],
      ["start -> rounds", "rounds -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf: givesOutput(() => ({ state: rounds, iterations: rounds, done: true })),
};
