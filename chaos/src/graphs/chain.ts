import { below } from "@orrery/engine/testing";
import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

const steps = 20;

/** Twenty pure steps, and a question to the outside after each five. */
export const chain: ReferenceGraph = {
  name: "chain",
  draw(ledger) {
    const ids = Array.from({ length: steps }, (_, i) => `add_${i + 1}`);
    const nodes = ids.flatMap((id, i) => [
      { id, type: "transform", config: { value: i === 0 ? "{{ start.n + 1 }}" : `{{ add_${i} + 1 }}` } },
      ...((i + 1) % 5 === 0
        ? [
            {
              id: `ask_${i + 1}`,
              type: "http-request",
              config: { url: `http://${ledger}/get/{{ start.tag }}/ask_${i + 1}` },
            },
          ]
        : []),
    ]);
    const order = ["start", ...nodes.map(({ id }) => id), "end"];
    return drawGraph(
      "chain",
      [
        startNode({ n: { type: "number" } }),
        ...nodes,
        { id: "end", type: "output", config: { value: `{{ add_${steps} }}` } },
      ],
      order.slice(1).map((id, i) => `${order[i]} -> ${id}`),
    );
  },
  input: (tag, random) => ({ tag, n: below(random, 1_000) }),
  faultOf: givesOutput(({ n }) => Number(n) + steps),
};
