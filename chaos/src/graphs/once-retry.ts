import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

/** A message that may go out twice rather than not at all: but never without the log saying so. */
export const onceRetry: ReferenceGraph = {
  name: "once-retry",
  draw: (ledger) =>
    drawGraph(
      "once-retry",
      [
        startNode(),
        {
          id: "send",
          type: "http-request",
          config: { method: "POST", url: `http://${ledger}/send/{{ start.tag }}/send`, body: "hello" },
          policy: { onUncertain: "retry" },
        },
        { id: "end", type: "output", config: { value: "{{ send.body.done }}" } },
      ],
      ["start -> send", "send -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf: givesOutput(({ tag }) => `${tag}/send`),
};
