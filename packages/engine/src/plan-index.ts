import type { Plan, PlanContainer, PlanEdge, PlanNode } from "@orrery/plan";
import { cancelsRest, deadlineOf } from "./policy/join.ts";
import { childKey, containerOf, ROOT_SCOPE } from "./step-key.ts";

/**
 * What the engine needs of a plan: its shape and policies, no config and no expressions. A `Plan` is one; a server may
 * send a watcher only this much.
 */
export interface PlanShape {
  readonly hash: string;
  readonly nodes: readonly PlanNodeShape[];
  readonly edges: readonly PlanEdge[];
  readonly budget: Plan["budget"];
  readonly onBudget?: "pause";
  readonly singleOutput: boolean;
}

export type PlanNodeShape = Pick<
  PlanNode,
  "id" | "parentId" | "role" | "effect" | "policy" | "join" | "handles" | "disabled" | "subSteps"
> & { readonly container: ContainerShape | null };

export type ContainerShape =
  | Pick<Extract<PlanContainer, { kind: "each" }>, "kind" | "concurrency" | "onItemError">
  | Pick<Extract<PlanContainer, { kind: "loop" }>, "kind" | "maxIterations">;

/** One node with its place in the plan. `slot` numbers the children of a container (or the root) from 0. */
export interface IndexedNode {
  readonly node: PlanNodeShape;
  readonly slot: number;
  /** How many edges arrive. */
  readonly arriving: number;
  readonly leaving: readonly { readonly handle: string; readonly target: IndexedNode }[];
  /** Where its join cancels the rest: what leads to it and nowhere else, in plan order. */
  readonly losers: readonly IndexedNode[];
}

/** A plan prepared for the engine: adjacency and children by id. Immutable; make it once a plan. */
export interface PlanIndex {
  readonly plan: PlanShape;
  readonly nodes: ReadonlyMap<string, IndexedNode>;
  /** The children of a container by its id, of the root under `null`; in plan order. */
  readonly children: ReadonlyMap<string | null, readonly IndexedNode[]>;
  /** Whether a join anywhere cancels the rest. */
  readonly hasLosers: boolean;
  /** The joins with a deadline, by container; ms after the start of the scope. */
  readonly deadlines: ReadonlyMap<string | null, readonly Deadline[]>;
}

interface Deadline {
  readonly stepId: string;
  readonly slot: number;
  readonly afterMs: number;
}

interface Draft extends IndexedNode {
  arriving: number;
  readonly leaving: { readonly handle: string; readonly target: IndexedNode }[];
  losers: readonly IndexedNode[];
}

/** Prepares a plan. Edges that name an unknown node are passed over (the compiler refuses them). */
export function indexPlan(plan: PlanShape): PlanIndex {
  const nodes = new Map<string, Draft>();
  const children = new Map<string | null, Draft[]>([[null, []]]);
  for (const node of plan.nodes) {
    // What undoes another step, or is called as a tool, belongs to no scope: it is in no order, and no end waits for it.
    if (node.role === "undo" || node.role === "tool") {
      nodes.set(node.id, { node, slot: -1, arriving: 0, leaving: [], losers: [] });
      continue;
    }
    const siblings = children.get(node.parentId) ?? [];
    children.set(node.parentId, siblings);
    const draft: Draft = { node, slot: siblings.length, arriving: 0, leaving: [], losers: [] };
    siblings.push(draft);
    nodes.set(node.id, draft);
  }
  for (const edge of plan.edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (source === undefined || target === undefined) continue;
    source.leaving.push({ handle: edge.sourceHandle, target });
    target.arriving += 1;
  }
  for (const siblings of children.values())
    for (const join of siblings) if (cancelsRest(join.node.join)) join.losers = leadsOnlyTo(join, siblings);
  const hasLosers = plan.nodes.some(({ join }) => cancelsRest(join));
  return { plan, nodes, children, deadlines: deadlinesOf(children), hasLosers };
}

/**
 * What has edges, all of which lead to `join` or to something that leads only there; `siblings` have sources first. An
 * output leads to the run's output as well, so it is never one of them.
 */
function leadsOnlyTo(join: IndexedNode, siblings: readonly IndexedNode[]): readonly IndexedNode[] {
  const leading = new Set<IndexedNode>();
  for (const node of siblings.toReversed()) {
    const targets = node.leaving.map((edge) => edge.target);
    if (node.node.role === "output" || targets.length === 0) continue;
    if (targets.every((target) => target === join || leading.has(target))) leading.add(node);
  }
  return [...leading].reverse();
}

function deadlinesOf(children: ReadonlyMap<string | null, readonly IndexedNode[]>): PlanIndex["deadlines"] {
  const deadlines = new Map<string | null, Deadline[]>();
  for (const [containerId, nodes] of children) {
    for (const { node, slot, arriving } of nodes) {
      const afterMs = deadlineOf(node.join);
      if (afterMs === null || arriving === 0) continue;
      deadlines.set(containerId, [...(deadlines.get(containerId) ?? []), { stepId: node.id, slot, afterMs }]);
    }
  }
  return deadlines;
}

/** The children of a container, or of the root for `null`. */
export function childrenOf(index: PlanIndex, containerId: string | null): readonly IndexedNode[] {
  return index.children.get(containerId) ?? [];
}

/** The node of a step key. Throws where the plan has none: the log and the plan do not belong together. */
export function nodeOf(index: PlanIndex, nodeId: string): IndexedNode {
  const found = index.nodes.get(nodeId);
  if (found === undefined) throw new Error(`The plan ${index.plan.hash} has no node "${nodeId}".`);
  return found;
}

/**
 * The key of the step that `nodeId` means when it is read in the scope `scopeKey`: the node's step in the same scope or
 * in one around it. Null where the node is not visible from there.
 */
export function visibleStepKey(index: PlanIndex, scopeKey: string, nodeId: string): string | null {
  const wanted = index.nodes.get(nodeId);
  if (wanted === undefined) return null;
  let scope = scopeKey;
  for (;;) {
    const container = containerOf(scope);
    const parentId = container === null ? null : lastNodeId(container.containerKey);
    if (parentId === wanted.node.parentId) return childKey(scope, nodeId);
    if (container === null) return null;
    const slash = container.containerKey.lastIndexOf("/");
    scope = slash < 0 ? ROOT_SCOPE : container.containerKey.slice(0, slash);
  }
}

function lastNodeId(stepKey: string): string {
  return stepKey.slice(stepKey.lastIndexOf("/") + 1);
}
