import { below } from "@orrery/engine/testing";
import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

/** A near timer, for which the run is kept, and a far one, for which it is given back and taken up again. */
export const timers: ReferenceGraph = {
  name: "timers",
  draw: () =>
    drawGraph(
      "timers",
      [
        startNode({ far: { type: "number" } }),
        { id: "near", type: "wait", config: { ms: 250 } },
        { id: "far", type: "wait", config: { ms: "{{ start.far }}" } },
        { id: "end", type: "output", config: { value: "{{ start.far }}" } },
      ],
      ["start -> near", "near -> far", "far -> end"],
    ),
  input: (tag, random) => ({ tag, far: 1_200 + below(random, 2_500) }),
  faultOf: givesOutput(({ far }) => far ?? null),
};
