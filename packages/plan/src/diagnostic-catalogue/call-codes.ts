import { anyType } from "@orrery/expr";
import type { Graph } from "@orrery/graph";
import type { Bound } from "../plan.ts";
import { type Interfaces, maxCallDepth, type WorkflowFace } from "../workflow-face.ts";
import { edges, graph, node, output, start } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const workflow = "01936b2e-0000-7000-8000-000000000000";

const calling = (): Graph =>
  graph(
    [start(), node("digest", "subflow", { workflow, version: 3, input: {} }), output("end", "{{ digest }}")],
    edges("start -> digest", "digest -> end"),
  );

/** What can be wrong with a call of another workflow. */
export const callCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_CALL_UNKNOWN",
    title: "A workflow that is called is not published here",
    explanation: "A step names the id and the number of a published version of this workspace, and there is none.",
    mend: "Choose one from the list, or publish the workflow first.",
    example: calling,
  },
  {
    code: "ORR_CALL_ELSEWHERE",
    title: "A workflow that is called is not known here",
    explanation:
      "A warning, where a file is looked at by itself: `orrery check` knows no workspace. What the step gives is then any, its cost unbounded, and there is no hash. Where the workflow runs, all of it is checked.",
    mend: "Name its file: `--with ID@VERSION=FILE`.",
    example: calling,
    interfaces: { get: () => undefined, isPartial: true },
  },
  {
    code: "ORR_CALL_ENTRY",
    title: "A workflow that is called has no Input",
    explanation: "Only triggers start it, so a caller has nothing to give it.",
    mend: "Give that workflow an Input beside its triggers, publish it, and call the new version.",
    example: calling,
    interfaces: published({ inputSchema: null }),
  },
  {
    code: "ORR_CALL_DEPTH",
    title: "Calls nest too deep",
    explanation: "A workflow that is called may call another, eight deep.",
    mend: "Call the inner workflow directly, or draw some of them as one.",
    example: calling,
    interfaces: published({ depth: maxCallDepth }),
  },
];

function published(face: Partial<WorkflowFace>): Interfaces {
  const none: Bound = { max: 0, unboundedBy: [], perItem: {} };
  const bounds = { steps: none, modelCalls: none, tokens: none, usd: none, wallMs: none };
  const whole: WorkflowFace = {
    name: "Digest",
    planHash: "0".repeat(64),
    inputSchema: { type: "object", properties: {} },
    entry: "start",
    output: anyType,
    bounds,
    depth: 0,
    ...face,
  };
  return { get: () => whole };
}
