import { drawGraph, startNode } from "./draw-graph.ts";
import type { ReferenceGraph } from "./reference-graph.ts";

/** Waits for a person who does not come, and for an hour: at the end it waits still, and nobody holds it. */
export const longWait: ReferenceGraph = {
  name: "long-wait",
  draw: (ledger) =>
    drawGraph(
      "long-wait",
      [
        startNode(),
        { id: "ask", type: "http-request", config: { url: `http://${ledger}/get/{{ start.tag }}/ask` } },
        { id: "may", type: "approval", config: { title: "Is anybody there?" } },
        { id: "hour", type: "wait", config: { ms: 3_600_000 } },
        { id: "end", type: "output", config: { value: "{{ ask.status }}" } },
      ],
      ["start -> ask", "ask -> may", "ask -> hour", "may.approved -> end", "hour -> end"],
    ),
  input: (tag) => ({ tag }),
  keepsWaiting: true,
  faultOf: ({ status, errorCode }) => (status === "waiting" ? null : `${status} ${errorCode ?? ""}`),
};
