import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

/** Payments: under a key of the drawing's own, and in a list, under the key that each step has by itself. */
export const keyedPost: ReferenceGraph = {
  name: "keyed-post",
  draw: (ledger) =>
    drawGraph(
      "keyed-post",
      [
        startNode(),
        {
          id: "pay",
          type: "http-request",
          config: {
            method: "POST",
            url: `http://${ledger}/keyed/{{ start.tag }}/pay`,
            body: { amount: 12 },
            idempotencyKey: "{{ start.tag }}-pay",
          },
        },
        { id: "each", type: "map", config: { items: [1, 2, 3, 4], concurrency: 2, collect: "{{ parcel.body.done }}" } },
        {
          id: "parcel",
          parentId: "each",
          type: "http-request",
          config: {
            method: "POST",
            url: `http://${ledger}/keyed/{{ start.tag }}/parcel/{{ each.index }}`,
            body: { parcel: "{{ each.item }}" },
            idempotencyKey: "",
          },
        },
        { id: "end", type: "output", config: { value: "{{ each.results }}" } },
      ],
      ["start -> pay", "pay -> each", "each -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf: givesOutput(({ tag }) => [0, 1, 2, 3].map((i) => `${tag}/parcel/${i}`)),
};
