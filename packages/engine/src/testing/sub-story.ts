import type { PlanPolicy } from "@orrery/plan";
import type { StepEffect, SubStepKind } from "../events.ts";
import type { PlanNodeShape, PlanShape } from "../plan-index.ts";
import { type Behaviour, behaviourOf, type Mood } from "./behaviour.ts";
import { below, hashText, pick, type Random, seededRandom } from "./seeded-random.ts";

/** One sub-step of a story. `nodeId` of a tool. */
export interface SubTelling {
  readonly name: string;
  readonly kind: SubStepKind;
  readonly nodeId?: string;
  readonly effect: StepEffect;
}

/** What a step with sub-steps asks for: one stage after the other, the members of a stage side by side. */
export interface SubStory {
  readonly stages: readonly (readonly SubTelling[])[];
  /** It ends as soon as one of its last stage has. */
  readonly hurries: boolean;
}

const EFFECTS = ["pure", "repeatable", "keyed", "once"] as const;
const KINDS = ["own", "own", "own", "tool", "tool", "wait"] as const;

/** What the step `hostKey` asks for; a pure function of the mood, the same whenever it is run. */
export function subStoryOf(
  plan: PlanShape,
  mood: Mood,
  host: { readonly key: string; readonly nodeId: string },
): SubStory {
  const random = seededRandom(hashText(`${mood.seed}:story:${host.key}`));
  const tools = plan.nodes.filter(({ role, id }) => role === "tool" && id.startsWith(`tool_${host.nodeId}_`));
  const stages = Array.from({ length: below(random, 4) }, (_, turn) =>
    Array.from({ length: 1 + below(random, 2) }, (__, place) =>
      telling(random, tools, `turn.${turn + 1}#part.${place + 1}`),
    ),
  );
  return { stages, hurries: random() < 0.15 };
}

function telling(random: Random, tools: readonly PlanNodeShape[], name: string): SubTelling {
  const kind = pick(random, KINDS);
  const tool = tools[below(random, Math.max(1, tools.length))];
  if (kind === "tool" && tool !== undefined) return { name, kind, nodeId: tool.id, effect: tool.effect };
  return kind === "wait" ? { name, kind, effect: "pure" } : { name, kind: "own", effect: pick(random, EFFECTS) };
}

/** What a sub-step does when it runs. */
export function subBehaviourOf(
  plan: PlanShape,
  mood: Mood,
  sub: Pick<SubTelling, "kind" | "nodeId"> & { readonly key: string },
): Behaviour {
  const tool = sub.kind === "tool" ? plan.nodes.find(({ id }) => id === sub.nodeId) : undefined;
  if (tool !== undefined) return behaviourOf(mood, sub.key, tool);
  const told = behaviourOf({ ...mood, waits: sub.kind === "wait" ? 1 : 0 }, sub.key, PART);
  return sub.kind === "wait" ? { ...told, transientFailures: 0, end: { handle: undefined } } : told;
}

/** How a sub-step should end, as its parent is told: `done`, or the code of its error. */
export function subEndOf(behaviour: Behaviour, retry: PlanPolicy["retry"]): string {
  if (behaviour.transientFailures >= retry.maxAttempts) return "FLAKY";
  if (behaviour.wait === "expires") return "APPROVAL_EXPIRED";
  return "error" in behaviour.end ? behaviour.end.error.code : "done";
}

/** Stands for a part of a step wherever a node is asked for. */
const PART: PlanNodeShape = {
  id: "part",
  parentId: null,
  role: "step",
  effect: "pure",
  policy: {
    retry: { maxAttempts: 1, initialMs: 1, factor: 1, maxMs: 1, jitter: false },
    timeoutMs: null,
    onError: "fail",
    onUncertain: "fail",
  },
  join: "all",
  handles: ["out"],
  container: null,
};

/** The plan with some of its steps asking for sub-steps, and tools of their own for some of these. */
export function withSubSteps(shape: PlanShape, random: Random): PlanShape {
  const added: PlanNodeShape[] = [];
  const nodes = shape.nodes.map((node): PlanNodeShape => {
    if (node.role !== "step" || node.container !== null || random() < 0.6) return node;
    for (let count = below(random, 3); count > 0; count -= 1) added.push(toolOf(node, count, random));
    return { ...node, subSteps: true };
  });
  return { ...shape, nodes: [...nodes, ...added] };
}

function toolOf({ id, parentId, policy }: PlanNodeShape, count: number, random: Random): PlanNodeShape {
  const retry = { ...policy.retry, maxAttempts: 1 + below(random, 3) };
  const onUncertain = pick(random, ["fail", "ask", "retry"] as const);
  return {
    id: `tool_${id}_${count}`,
    parentId,
    role: "tool",
    effect: pick(random, EFFECTS),
    policy: { retry, timeoutMs: null, onError: "fail", onUncertain },
    join: "all",
    handles: pick(random, [["out"], ["true", "false"]]),
    container: null,
    ...(random() < 0.2 && { subSteps: true }),
  };
}
