import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

const sent = givesOutput(({ tag }) => `${tag}/send`);

/** A message that must not go out twice: where a crash leaves it unknown whether it did, the run fails and says so. */
export const onceFail: ReferenceGraph = {
  name: "once-fail",
  draw: (ledger) =>
    drawGraph(
      "once-fail",
      [
        startNode(),
        {
          id: "send",
          type: "http-request",
          config: { method: "POST", url: `http://${ledger}/send/{{ start.tag }}/send`, body: "hello" },
        },
        { id: "end", type: "output", config: { value: "{{ send.body.done }}" } },
      ],
      ["start -> send", "send -> end"],
    ),
  input: (tag) => ({ tag }),
  faultOf: (end) => (end.status === "failed" && end.errorCode === "UNCERTAIN" ? null : sent(end)),
};
