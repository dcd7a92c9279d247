import type { EventError } from "../events.ts";
import type { PlanNodeShape, PlanShape } from "../plan-index.ts";
import { below, hashText, seededRandom } from "./seeded-random.ts";

/** What one step does when it runs, told beforehand: the same for every attempt, shell and interleaving. */
export interface Behaviour {
  /** So many attempts fail as `transient` first. */
  readonly transientFailures: number;
  /** Then this: a wait that is answered (or a person's that expires), and in the end a handle or an error. */
  readonly wait: "none" | "time" | "person" | "expires";
  readonly waitMs: number;
  readonly end: { readonly handle: string | undefined } | { readonly error: EventError };
  /** Of a container: how many items it has; of a loop, the iteration that says it is the last. */
  readonly items: number;
}

/** How much goes wrong in a story, each in [0, 1]. */
export interface Mood {
  readonly seed: number;
  readonly errors: number;
  readonly waits: number;
}

const WAITS = ["time", "time", "time", "person", "person", "person", "expires"] as const;

/** The behaviour of a step by its key; a pure function of the mood. */
export function behaviourOf(mood: Mood, stepKey: string, node: PlanNodeShape): Behaviour {
  const random = seededRandom(hashText(`${mood.seed}:${stepKey}`));
  const fails = random() < mood.errors;
  const transientFailures = random() < mood.errors * 2 ? 1 + below(random, 2) : 0;
  const waits = node.container === null && random() < mood.waits;
  const wait = waits ? WAITS[below(random, WAITS.length)] : undefined;
  const handles = node.handles.filter((handle) => handle !== "error");
  const handle = handles[below(random, handles.length)];
  // A step with sub-steps is not made again as a whole, and its waits are sub-steps.
  const isHost = node.subSteps === true;
  return {
    transientFailures: isHost ? 0 : transientFailures,
    wait: isHost ? "none" : (wait ?? "none"),
    waitMs: 1 + below(random, 5000),
    end: fails ? { error: { code: `BROKEN_${node.id}`, class: "permanent" } } : { handle },
    items: below(random, 5),
  };
}

/** The error of `collect` in an iteration, if it has one. */
export function collectErrorOf(mood: Mood, scopeKey: string): EventError | null {
  const random = seededRandom(hashText(`${mood.seed}:collect:${scopeKey}`));
  return random() < mood.errors / 2 ? { code: "BAD_COLLECT", class: "permanent" } : null;
}

/** Stands for computing a value: its name depends on what was read, and on nothing else. */
export function derivedId(maker: string, read: readonly (string | null)[]): string {
  return `v${hashText(`${maker}(${read.map((id) => id ?? "absent").join(",")})`).toString(16)}`;
}

/**
 * The nodes a node's expressions read in these stories: its sources, and those of the containers around it. Where a join
 * does not wait for all, nothing is read, since what is there depends on who was first.
 */
export function readBy(plan: PlanShape, node: PlanNodeShape): string[] {
  const edges = plan.edges.filter((edge) => edge.target === node.id && node.join === "all");
  const sources = edges.map((edge) => edge.source);
  const around = plan.nodes.find((other) => other.id === node.parentId);
  return around === undefined ? sources : [...sources, ...readBy(plan, around)];
}

/** The children of a container, in plan order: what its `collect` reads in these stories, without what a join may end. */
export function childIds(plan: PlanShape, containerId: string): string[] {
  const children = plan.nodes.filter((node) => node.parentId === containerId && !mayLose(plan, node.id));
  return children.map((node) => node.id);
}

/** Whether a join may end the node because it leads to that join and nowhere else. */
export function mayLose(plan: PlanShape, nodeId: string): boolean {
  return plan.nodes.some(
    ({ id, join }) => typeof join === "object" && join.cancelRest && leadsOnlyTo(plan, nodeId, id),
  );
}

function leadsOnlyTo(plan: PlanShape, nodeId: string, joinId: string): boolean {
  const targets = plan.edges.filter((edge) => edge.source === nodeId).map((edge) => edge.target);
  const isOutput = plan.nodes.some(({ id, role }) => id === nodeId && role === "output");
  return (
    !isOutput && targets.length > 0 && targets.every((target) => target === joinId || leadsOnlyTo(plan, target, joinId))
  );
}
