import { drawGraph, startNode } from "./draw-graph.ts";
import type { ReferenceGraph } from "./reference-graph.ts";

/** A person is asked, and answers at some time; what was allowed is paid for. */
export const approval: ReferenceGraph = {
  name: "approval",
  draw: (ledger) =>
    drawGraph(
      "approval",
      [
        startNode(),
        { id: "may", type: "approval", config: { title: "May {{ start.tag }} be paid?" } },
        {
          id: "pay",
          type: "http-request",
          config: {
            method: "POST",
            url: `http://${ledger}/keyed/{{ start.tag }}/pay`,
            body: {},
            idempotencyKey: "",
          },
        },
        { id: "end", type: "output", config: { value: "{{ default(pay.body.done, 'refused') }}" } },
      ],
      ["start -> may", "may.approved -> pay", "pay -> end", "may.refused -> end"],
    ),
  input: (tag) => ({ tag }),
  answer: (random) => ({ approved: random() < 0.7 }),
  faultOf({ status, errorCode, input, output }) {
    if (status !== "succeeded") return `${status} ${errorCode ?? ""}`;
    return output === "refused" || output === `${input.tag}/pay` ? null : `gave ${JSON.stringify(output)}`;
  },
};
