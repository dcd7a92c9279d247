import type { PlanEdge } from "@orrery/plan";
import type { PlanNodeShape, PlanShape } from "../plan-index.ts";
import { mayLose } from "./behaviour.ts";
import { type NodeSpec, planOf } from "./plan-of.ts";
import { below, pick, type Random } from "./seeded-random.ts";

const HANDLES = [["out"], ["out"], ["out"], ["out"], ["out"], ["true", "false"], ["a", "b", "otherwise"]] as const;

/** A deadline that no story lives to see, ms. */
const FAR = 10_000_000_000;

/**
 * A random plan of at most `size` nodes: branches, switches, nested maps and loops (three deep), error branches,
 * `continue`, retries, all effects, joins of all kinds, nodes that are switched off, several entries and outputs. Edges lead
 * from earlier nodes to later ones of the same container. What becomes of a plan with `near` deadlines depends on time.
 */
export function randomPlan(random: Random, size: number, deadlines: "far" | "near" = "far"): PlanShape {
  const nodes: NodeSpec[] = [{ id: "start", role: "entry" }];
  if (random() < 0.2) nodes.push({ id: "hook", role: "entry" });
  const rooms: { readonly id: string | null; readonly depth: number }[] = [{ id: null, depth: 0 }];
  while (nodes.length < size) {
    const room = rooms[below(random, rooms.length)] ?? { id: null, depth: 0 };
    const id = `n${nodes.length}`;
    const spec: NodeSpec = { id, ...(room.id === null ? {} : { in: room.id }), policy: randomPolicy(random) };
    if (room.depth < 3 && random() < 0.15) {
      rooms.push({ id, depth: room.depth + 1 });
      nodes.push(random() < 0.5 ? { ...spec, map: randomMap(random) } : { ...spec, loop: randomLoop(random) });
    } else if (room.id === null && random() < 0.1) nodes.push({ ...spec, role: "output", handles: [] });
    else nodes.push({ ...spec, handles: pick(random, HANDLES), effect: randomEffect(random) });
  }
  const plan = planOf(nodes, [], { singleOutput: nodes.filter((node) => node.role === "output").length < 2 });
  const wired = { ...plan, edges: randomEdges(random, plan.nodes) };
  return withSoftLosers({
    ...wired,
    nodes: wired.nodes.map((node) => withTurn(random, node, { plan: wired, deadlines })),
  });
}

/** Some joins do not wait for all, and some nodes are switched off. */
function withTurn(
  random: Random,
  node: PlanNodeShape,
  { plan, deadlines }: { readonly plan: PlanShape; readonly deadlines: "far" | "near" },
): PlanNodeShape {
  const arriving = plan.edges.filter((edge) => edge.target === node.id).length;
  const roll = random();
  const off = node.role !== "entry" && random() < 0.05 ? ({ disabled: true } as const) : {};
  if (arriving < 2 || roll < 0.5) return { ...node, ...off };
  if (roll < 0.65) return { ...node, ...off, join: "any" };
  const deadlineMs = random() < 0.5 ? null : deadlines === "far" ? FAR : below(random, 4000);
  const join = { quorum: 1 + below(random, arriving), deadlineMs, cancelRest: random() < 0.5 };
  return { ...node, ...off, join };
}

/** What a join may end must not fail its scope: whether it came to that would depend on who was first. */
function withSoftLosers(plan: PlanShape): PlanShape {
  const soften = (node: PlanNodeShape): PlanNodeShape =>
    node.policy.onError === "fail" && mayLose(plan, node.id)
      ? { ...node, policy: { ...node.policy, onError: "continue" } }
      : node;
  return { ...plan, nodes: plan.nodes.map(soften) };
}

function randomPolicy(random: Random): NonNullable<NodeSpec["policy"]> {
  const retry = random() < 0.3 ? { maxAttempts: 1 + below(random, 4), jitter: random() < 0.5 } : {};
  const onUncertain = random() < 0.5 ? "fail" : "retry";
  return { retry, onUncertain, onError: pick(random, ["fail", "branch", "continue"]) };
}

function randomMap(random: Random): NonNullable<NodeSpec["map"]> {
  return { concurrency: 1 + below(random, 3), onItemError: pick(random, ["fail", "skip", "null"]) };
}

/** Shorter or longer than the two iterations that most loops of a story go through. */
function randomLoop(random: Random): NonNullable<NodeSpec["loop"]> {
  return { maxIterations: 1 + below(random, 4) };
}

function randomEffect(random: Random): PlanNodeShape["effect"] {
  return pick(random, ["pure", "pure", "repeatable", "keyed", "once"]);
}

function randomEdges(random: Random, nodes: readonly PlanNodeShape[]): PlanEdge[] {
  const edges: PlanEdge[] = [];
  nodes.forEach((target, place) => {
    const before = nodes.slice(0, place).filter((node) => node.parentId === target.parentId && node.handles.length > 0);
    // In a container a child may be an entry; at the root only entries are.
    const wanted = target.role === "entry" ? 0 : target.parentId === null ? 1 + below(random, 3) : below(random, 3);
    for (let count = 0; count < wanted && before.length > 0; count += 1) {
      const recent = Math.max(0, before.length - 1 - below(random, Math.min(before.length, 4)));
      const source = before[recent];
      // Mostly the first handle, so that the story goes on.
      const sourceHandle = source?.handles[random() < 0.6 ? 0 : below(random, source.handles.length)];
      if (source !== undefined && sourceHandle !== undefined)
        edges.push({ source: source.id, sourceHandle, target: target.id });
    }
  });
  return edges;
}
