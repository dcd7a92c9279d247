import { drawGraph, startNode } from "./draw-graph.ts";
import type { ReferenceGraph } from "./reference-graph.ts";

const words = ["called", "called twice"];

/** Tells the outside where its wait is to be called, and waits: the call comes from there, at times twice. */
export const signal: ReferenceGraph = {
  name: "signal",
  draw: (ledger) =>
    drawGraph(
      "signal",
      [
        startNode(),
        {
          id: "tell",
          type: "http-request",
          config: {
            method: "POST",
            url: `http://${ledger}/callback/{{ start.tag }}/tell`,
            body: { address: "{{ run.signals.hold }}" },
            idempotencyKey: "",
          },
        },
        {
          id: "hold",
          type: "wait",
          config: {
            signal: { schema: { type: "object", properties: { word: { type: "string" } }, required: ["word"] } },
          },
        },
        { id: "end", type: "output", config: { value: "{{ hold.body.word }}" } },
      ],
      ["start -> tell", "tell -> hold", "hold -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf({ status, errorCode, output, log }) {
    if (status !== "succeeded") return `${status} ${errorCode ?? ""}`;
    if (!words.some((word) => word === output)) return `gave ${JSON.stringify(output)}`;
    const taken = log.filter((event) => event.type === "step.resumed" && event.stepKey === "hold").length;
    return taken <= 1 ? null : `took ${taken} calls`;
  },
};
