import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

const letters = [0, 1, 2, 3, 4];
const allSent = givesOutput(({ tag }) => letters.map((i) => `${tag}/send/${i}`));

/** Letters that take long to go out. Where a crash leaves it unknown whether one did, a person is asked, and says one or the other. */
export const onceAsk: ReferenceGraph = {
  name: "once-ask",
  draw: (ledger) =>
    drawGraph(
      "once-ask",
      [
        startNode(),
        { id: "each", type: "map", config: { items: letters, concurrency: 3, collect: "{{ send.body.done }}" } },
        {
          id: "send",
          parentId: "each",
          type: "http-request",
          config: { method: "POST", url: `http://${ledger}/slow/{{ start.tag }}/send/{{ each.index }}`, body: "hello" },
          policy: { onUncertain: "ask" },
        },
        { id: "end", type: "output", config: { value: "{{ each.results }}" } },
      ],
      ["start -> each", "each -> end"],
    ),
  input: (tag) => ({ tag }),
  settle: (random) => (random() < 0.7 ? "retry" : "fail"),
  faultOf(end) {
    if (end.status !== "failed" || end.errorCode !== "UNCERTAIN") return allSent(end);
    const isSaid = end.log.some((event) => event.type === "step.failed" && event.commandId !== undefined);
    return isSaid ? null : "failed as uncertain although nobody said so";
  },
};
