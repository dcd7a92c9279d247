import type { RunEvent } from "@orrery/engine";
import { drawGraph, startNode } from "./draw-graph.ts";
import { givesOutput, type ReferenceGraph } from "./reference-graph.ts";

const texts = ["A ship came in.", "It rained.", "The shop was shut.", "Nobody spoke.", "A dog ran by.", "Night fell."];
const atFirst = 2;
const more = 3;

/** Six model calls where two are allowed: the run stands still, somebody allows three more, and so on. */
export const budget: ReferenceGraph = {
  name: "budget",
  draw: () => ({
    ...drawGraph(
      "budget",
      [
        startNode(),
        { id: "each", type: "map", config: { items: texts, concurrency: 3, collect: "{{ size(brief.text) > 0 }}" } },
        {
          id: "brief",
          parentId: "each",
          type: "prompt",
          config: { model: "default", prompt: "Summarise: {{ each.item }}", maxTokens: 60 },
        },
        { id: "end", type: "output", config: { value: "{{ each.results }}" } },
      ],
      ["start -> each", "each -> end"],
    ),
    settings: { budget: { maxModelCalls: atFirst }, onBudget: "pause" },
  }),
  input: (tag) => ({ tag }),
  raise: (times) => ({ maxModelCalls: atFirst + more * times }),
  faultOf(end) {
    return givesOutput(() => texts.map(() => true))(end) ?? overLimit(end.log);
  },
};

/** Every call is reserved before it is made, and none beyond what was allowed at that moment. */
function overLimit(log: readonly RunEvent[]): string | null {
  let allowed = atFirst;
  const calls = new Set<string>();
  for (const event of log) {
    if (event.type === "run.resumed") allowed = event.raise?.maxModelCalls ?? allowed;
    if (event.type !== "budget.reserved") continue;
    calls.add(`${event.stepKey} ${event.attempt} ${event.call}`);
    if (calls.size > allowed) return `${calls.size} model calls at event ${event.seq}, ${allowed} allowed`;
  }
  const kept = log.filter(
    (event) => event.type === "step.reused" || (event.type === "scope.finished" && event.from),
  ).length;
  return calls.size + kept >= texts.length ? null : `${calls.size} model calls were reserved`;
}
