import { drawGraph, startNode } from "./draw-graph.ts";
import type { ReferenceGraph } from "./reference-graph.ts";

const sources = ["quick_1", "quick_2", "slow", "late"];
const endings = new Set(["step.succeeded", "step.cancelled", "step.skipped", "step.reused"]);

/** Two of three answers are enough. The third is under way by then, is told to stop, and what would follow it never goes out. */
export const quorum: ReferenceGraph = {
  name: "quorum",
  draw: (ledger) =>
    drawGraph(
      "quorum",
      [
        startNode(),
        { id: "quick_1", type: "http-request", config: { url: `http://${ledger}/get/{{ start.tag }}/quick_1` } },
        { id: "quick_2", type: "http-request", config: { url: `http://${ledger}/get/{{ start.tag }}/quick_2` } },
        { id: "slow", type: "http-request", config: { url: `http://${ledger}/slow/{{ start.tag }}/slow` } },
        {
          id: "late",
          type: "http-request",
          config: {
            method: "POST",
            url: `http://${ledger}/keyed/{{ start.tag }}/late`,
            body: {},
            idempotencyKey: "",
          },
        },
        {
          id: "enough",
          type: "transform",
          join: { quorum: 2, cancelRest: true },
          config: { value: "{{ [ran(quick_1), ran(quick_2), ran(late)].filter(is, is).size() }}" },
        },
        { id: "end", type: "output", config: { value: "{{ enough }}" } },
      ],
      [
        "start -> quick_1",
        "start -> quick_2",
        "start -> slow",
        "slow -> late",
        "quick_1 -> enough",
        "quick_2 -> enough",
        "late -> enough",
        "enough -> end",
      ],
    ),
  input: (tag) => ({ tag }),
  faultOf({ status, errorCode, output, log }) {
    if (status !== "succeeded") return `${status} ${errorCode ?? ""}`;
    if (output !== 2 && output !== 3) return `gave ${JSON.stringify(output)}`;
    const ended = new Set(
      log.flatMap((event) => (endings.has(event.type) && "stepKey" in event ? [event.stepKey] : [])),
    );
    const open = sources.filter((id) => !ended.has(id));
    return open.length === 0 ? null : `nothing says how ${open.join(", ")} ended`;
  },
};
