import type { PlanEdge } from "@orrery/plan";
import type { PinnedOutput } from "../events.ts";
import type { PlanNodeShape, PlanShape } from "../plan-index.ts";
import type { StepStatus } from "../step-status.ts";
import {
  type Behaviour,
  behaviourOf,
  childIds,
  collectErrorOf,
  derivedId,
  type Mood,
  mayLose,
  readBy,
} from "./behaviour.ts";

/** What should become of one step. `certain` is false where a failure beside or around it may cut it off earlier. */
export interface Expected {
  readonly status: StepStatus;
  readonly handle: string | null;
  readonly output: string | null;
  readonly certain: boolean;
  /** It may be cancelled or skipped as well, because a join that it only leads to goes without it. */
  readonly mayLose: boolean;
}

export interface ExpectedRun {
  readonly steps: ReadonlyMap<string, Expected>;
  readonly status: "succeeded" | "failed";
  readonly output: string | null;
}

interface Node {
  readonly status: StepStatus;
  readonly handle: string | null;
  readonly output: string | null;
  /** It failed and nobody handles that (its scope fails), or it waits for one that did: nothing follows it. */
  readonly stuck: boolean;
}
type Seen = ReadonlyMap<string, Node>;

/**
 * The meaning of a plan, written down a second time and as plainly as possible: recursive, one node after the other in plan
 * order, no events, no state, no concurrency. The engine must come to the same in every interleaving.
 */
export function interpret(plan: PlanShape, mood: Mood, pins: readonly PinnedOutput[] = []): ExpectedRun {
  const steps = new Map<string, Expected>();
  const pinned = new Map(pins.map((pin) => [pin.nodeId, pin]));
  const run = interpretScope(
    { plan, mood, steps, pinned },
    { prefix: "", parentId: null, outer: new Map(), states: [] },
  );
  const outputs = plan.nodes.flatMap(({ id, role }) => (role === "output" ? (run.seen.get(id)?.output ?? []) : []));
  const output = run.failed ? null : plan.singleOutput ? (outputs[0] ?? null) : derivedId("outputs", outputs);
  return { steps, status: run.failed ? "failed" : "succeeded", output };
}

interface World {
  readonly plan: PlanShape;
  readonly mood: Mood;
  readonly steps: Map<string, Expected>;
  readonly pinned: ReadonlyMap<string, PinnedOutput>;
}

interface Room {
  readonly prefix: string;
  readonly parentId: string | null;
  readonly outer: Seen;
  /** What the loops around began this iteration with, the innermost first. */
  readonly states: readonly string[];
}

function interpretScope(world: World, room: Room): { readonly failed: boolean; readonly seen: Seen } {
  const children = world.plan.nodes.filter((node) => node.parentId === room.parentId);
  const entry = children.find((node) => node.role === "entry")?.id;
  const seen = new Map<string, Node>(room.outer);
  const mine = new Map<string, Node>();
  let failed = false;
  for (const node of children) {
    const edges = world.plan.edges.filter((edge) => edge.target === node.id);
    const sources = edges.map((edge) => ({ edge, source: mine.get(edge.source) }));
    const otherEntry = node.role === "entry" && node.id !== entry;
    const verdict = otherEntry ? "dead" : verdictOf(node, sources);
    if (verdict === "stuck") {
      mine.set(node.id, IDLE);
      continue;
    }
    const outcome = interpretTurn(world, room.prefix + node.id, verdict, { node, seen, states: room.states });
    mine.set(node.id, outcome);
    seen.set(node.id, outcome);
    if (outcome.stuck) failed = true;
  }
  for (const [id, { stuck: _, ...outcome }] of mine)
    world.steps.set(room.prefix + id, { ...outcome, certain: true, mayLose: false });
  for (const id of mine.keys()) if (mayLose(world.plan, id)) noteLoser(world, room.prefix + id);
  if (failed) doubt(world, room.prefix);
  return { failed, seen };
}

type Verdict = "met" | "dead" | "unmet" | "stuck";

/** What the edges into a node come to in the end, whatever their order; `stuck` where it waits for what fails its scope. */
function verdictOf(
  { join }: PlanNodeShape,
  sources: readonly { readonly edge: PlanEdge; readonly source: Node | undefined }[],
): Verdict {
  if (sources.length === 0) return "met";
  const stuck = sources.filter(({ source }) => source === undefined || source.stuck).length;
  const fired = sources.filter(({ edge, source }) => !source?.stuck && source?.handle === edge.sourceHandle).length;
  if (join === "all") return stuck > 0 ? "stuck" : fired > 0 ? "met" : "dead";
  const wanted = join === "any" ? 1 : join.quorum;
  if (fired >= wanted) return "met";
  if (fired === 0) return stuck > 0 ? "stuck" : "dead";
  return fired + stuck < wanted ? "unmet" : "stuck";
}

function interpretTurn(world: World, key: string, verdict: Exclude<Verdict, "stuck">, at: Inside): Node {
  if (verdict === "dead") return SKIPPED;
  if (verdict === "unmet") return failure(at.node);
  if (at.node.disabled !== true) return interpretStep(world, key, at);
  return { ...SKIPPED, handle: at.node.handles.includes("out") ? "out" : null };
}

/** A join may end the step, and what is inside it, before it comes to what was expected. */
function noteLoser(world: World, loser: string): void {
  for (const [key, step] of world.steps)
    if (key === loser || key.startsWith(`${loser}[`)) world.steps.set(key, { ...step, mayLose: true });
}

/** Whatever lies under this prefix may have been cut off before it came to what was expected. */
function doubt(world: World, prefix: string): void {
  for (const [key, step] of world.steps) if (key.startsWith(prefix)) world.steps.set(key, { ...step, certain: false });
}

const IDLE: Node = { status: "idle", handle: null, output: null, stuck: true };
const SKIPPED: Node = { status: "skipped", handle: null, output: null, stuck: false };

interface Inside {
  readonly node: PlanNodeShape;
  readonly seen: Seen;
  readonly states: readonly string[];
}

function interpretStep(world: World, key: string, at: Inside): Node {
  const { node, seen } = at;
  const pin = world.pinned.get(node.id);
  if (pin !== undefined) return succeed(pin.handle ?? usualHandle(node), pin.output.id);
  const behaviour = behaviourOf(world.mood, key, node);
  if (fails(node, behaviour)) return failure(node);
  if (node.container !== null) return interpretContainer(world, { ...at, key, items: behaviour.items });
  const handle = "handle" in behaviour.end ? (behaviour.end.handle ?? "out") : "out";
  return succeed(
    handle,
    derivedId(key, [...readBy(world.plan, node).map((id) => seen.get(id)?.output ?? null), ...at.states]),
  );
}

function usualHandle({ handles }: PlanNodeShape): string {
  return handles.includes("out") ? "out" : (handles[0] ?? "out");
}

function fails(node: PlanNodeShape, behaviour: Behaviour): boolean {
  if (behaviour.transientFailures >= node.policy.retry.maxAttempts) return true;
  return behaviour.wait === "expires" || "error" in behaviour.end;
}

function interpretContainer(world: World, at: Inside & { readonly key: string; readonly items: number }): Node {
  const results: (string | null)[] = [];
  let broken = false;
  if (at.node.container?.kind === "loop") return interpretLoop(world, at, at.node.container.maxIterations);
  const onItemError = at.node.container?.onItemError;
  for (let index = 0; index < at.items; index += 1) {
    const prefix = `${at.key}[${index}]/`;
    const iteration = interpretScope(world, { prefix, parentId: at.node.id, outer: at.seen, states: at.states });
    const failed = iteration.failed || collectErrorOf(world.mood, `${at.key}[${index}]`) !== null;
    const outputs = childIds(world.plan, at.node.id).map((id) => iteration.seen.get(id)?.output ?? null);
    if (!failed) results.push(derivedId(prefix, outputs));
    else if (onItemError === "null") results.push(null);
    else if (onItemError === "fail") broken = true;
  }
  if (!broken) return succeed("out", derivedId(at.key, results));
  doubt(world, `${at.key}[`);
  return failure(at.node);
}

function interpretLoop(
  world: World,
  at: Inside & { readonly key: string; readonly items: number },
  most: number,
): Node {
  const { key, node, seen } = at;
  const read = readBy(world.plan, node).map((id) => seen.get(id)?.output ?? null);
  let state = derivedId(`${key}!`, [...read, ...at.states]);
  for (let index = 0; ; index += 1) {
    const prefix = `${key}[${index}]/`;
    const iteration = interpretScope(world, { prefix, parentId: node.id, outer: seen, states: [state, ...at.states] });
    if (iteration.failed || collectErrorOf(world.mood, `${key}[${index}]`) !== null) return failure(node);
    const outputs = childIds(world.plan, node.id).map((id) => iteration.seen.get(id)?.output ?? null);
    state = derivedId(prefix, [state, ...outputs]);
    const done = index >= at.items;
    if (done || index + 1 === most) return succeed("out", derivedId(key, [state, `${index + 1} ${done}`]));
  }
}

function succeed(handle: string, output: string): Node {
  return { status: "succeeded", handle, output, stuck: false };
}

function failure(node: PlanNodeShape): Node {
  const { onError } = node.policy;
  const handle = onError === "branch" ? "error" : onError === "continue" ? "out" : null;
  return { status: "failed", handle, output: null, stuck: onError === "fail" };
}
