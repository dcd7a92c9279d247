import { drawGraph, startNode } from "./draw-graph.ts";
import type { ReferenceGraph } from "./reference-graph.ts";

const deadlineMs = 900;

/** Waits for two answers and not for ever: one of them is often too late, and then the run goes another way. */
export const deadline: ReferenceGraph = {
  name: "deadline",
  draw: (ledger) =>
    drawGraph(
      "deadline",
      [
        startNode(),
        { id: "soon", type: "http-request", config: { url: `http://${ledger}/get/{{ start.tag }}/soon` } },
        { id: "tardy", type: "http-request", config: { url: `http://${ledger}/slow/{{ start.tag }}/tardy` } },
        {
          id: "meet",
          type: "transform",
          join: { quorum: 2, deadlineMs },
          policy: { onError: "branch" },
          config: { value: "both" },
        },
        { id: "alone", type: "transform", config: { value: "{{ meet.error.code }}" } },
        { id: "end", type: "output", config: { value: "{{ default(meet, default(alone, 'nobody')) }}" } },
      ],
      [
        "start -> soon",
        "start -> tardy",
        "soon -> meet",
        "tardy -> meet",
        "meet -> end",
        "meet.error -> alone",
        "alone -> end",
      ],
    ),
  input: (tag) => ({ tag }),
  faultOf({ status, errorCode, output, log }) {
    if (status !== "succeeded") return `${status} ${errorCode ?? ""}`;
    const begun = log[0]?.at ?? 0;
    const unmet = log.find((event) => event.type === "step.failed" && event.stepKey === "meet");
    if (unmet !== undefined && unmet.at < begun + deadlineMs) return `gave up after ${unmet.at - begun} ms`;
    const isRight =
      log.some((event) => event.type === "step.reused") || (unmet !== undefined) === (output === "JOIN_UNMET");
    return isRight && (output === "both" || output === "JOIN_UNMET") ? null : `gave ${JSON.stringify(output)}`;
  },
};
