import { drawGraph, startNode } from "./draw-graph.ts";
import { keyedPost } from "./keyed-post.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

/** Payments as a workflow of their own: a run that starts another and waits for its end, wherever the two are driven. */
export const subflow: ReferenceGraph = {
  name: "subflow",
  calls: keyedPost,
  draw: (ledger, called) =>
    drawGraph(
      "subflow",
      [
        startNode(),
        { id: "ask", type: "http-request", config: { url: `http://${ledger}/get/{{ start.tag }}/ask` } },
        {
          id: "payments",
          type: "subflow",
          config: {
            workflow: called?.workflow ?? "",
            version: called?.version ?? 1,
            input: { tag: "{{ start.tag }}" },
          },
        },
        { id: "end", type: "output", config: { value: "{{ payments }}" } },
      ],
      ["start -> ask", "ask -> payments", "payments -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf(end) {
    const children = end.log.flatMap((event) =>
      event.type === "step.waiting" && event.childRunId !== undefined ? [event.childRunId] : [],
    );
    const isKept = end.log.some((event) => event.type === "step.reused" && event.stepKey === "payments");
    if (end.status === "succeeded" && new Set(children).size !== (isKept ? 0 : 1))
      return `started ${children.length} runs`;
    return givesOutput(({ tag }) => [0, 1, 2, 3].map((i) => `${tag}/parcel/${i}`))(end);
  },
};
