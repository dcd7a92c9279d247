import { childKey, indexPlan, nodeIdOf, planFork, ROOT_SCOPE, type RunState } from "@orrery/engine";
import { cutToNode, type Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { compile, type Interfaces, type Plan } from "@orrery/plan";
import type { ForkOrder } from "../run/run-control.ts";
import type { PartialWish } from "./partial-wish.ts";

export interface PartialRunArgs {
  readonly wish: PartialWish;
  /** The draft as it is drawn. */
  readonly graph: Graph;
  readonly catalog: Catalog;
  readonly interfaces: Interfaces | undefined;
  /** The last run of it that is shown; null where there is none. */
  readonly last: { readonly state: RunState; readonly plan: Plan } | null;
}

/** What a run of a part would do, by node id in the order of the plan; steps inside containers go with these. */
export interface PartialRun {
  /** The node that it ends at; null where it goes on to the end. */
  readonly target: string | null;
  readonly plan: Plan;
  /** How the run shown is gone on from; null where it cannot be, and all is run. */
  readonly order: ForkOrder | null;
  readonly kept: readonly string[];
  readonly pinned: readonly string[];
  readonly runs: readonly string[];
}

/** Works out what a run of a part of a draft uses and from where, by the same function as the server; or why it cannot run. */
export function planPartialRun(args: PartialRunArgs): PartialRun | { readonly why: string } {
  const { wish, graph, catalog, interfaces, last } = args;
  const cut = wish.way === "failed" ? { graph, target: null } : cutToNode(graph, wish.nodeId);
  if (cut === null) return { why: "This node is not there any more." };
  const { plan, diagnostics } = compile(cut.graph, { catalog, ...(interfaces !== undefined && { interfaces }) });
  if (plan === null) {
    const error = diagnostics.find(({ severity }) => severity === "error");
    return { why: `This part cannot run yet. ${error?.message ?? "Problems shows why."}` };
  }
  const { target } = cut;
  if (target !== null && !plan.nodes.some(({ id }) => id === target))
    return { why: "Nothing that starts a run leads here. Connect it first." };
  const usable = last?.state.started == null ? null : last;
  const order = usable === null ? null : orderOf(args, usable.state, target);
  const ends = endsOf({ ...args, graph: cut.graph, plan, last: usable, order });
  const roots = plan.nodes.filter(({ parentId, role }) => parentId === null && role !== "tool" && role !== "undo");
  const having = (end: "kept" | "pinned" | "runs"): readonly string[] =>
    roots.flatMap(({ id }) => ((ends.get(id) ?? "runs") === end ? [id] : []));
  return { target, plan, order, kept: having("kept"), pinned: having("pinned"), runs: having("runs") };
}

function orderOf({ wish }: PartialRunArgs, state: RunState, target: string | null): ForkOrder {
  const base = { seq: state.seq, outputs: [], graph: "draft" } as const;
  if (target === null) return { ...base, rerun: [] };
  // Who asks for a node wants to see it run; what leads there is used as far as it is known.
  const rerun = [childKey(ROOT_SCOPE, target)];
  return { ...base, rerun, to: target, ...(wish.way === "alone" && { asIs: true }) };
}

type End = "kept" | "pinned" | "skipped";

function endsOf({
  graph,
  plan,
  last,
  order,
}: Pick<PartialRunArgs, "graph" | "last"> & { readonly plan: Plan; readonly order: ForkOrder | null }): ReadonlyMap<
  string,
  End
> {
  const pinned = graph.nodes.filter((node) => node.pinned !== undefined && isStep(plan, node.id));
  const ends = new Map<string, End>(pinned.map(({ id }) => [id, "pinned"]));
  if (last === null || order === null || last.state.started === null) return ends;
  const request = {
    runId: "",
    seq: order.seq,
    rerun: order.rerun,
    outputs: [],
    ...(order.asIs && { asIs: true as const }),
  };
  const { started, control } = last.state;
  const pins = pinned.map(({ id: nodeId, pinned: pin }) => {
    const same = control.pins.get(nodeId);
    // Whether it is the same as then is known to the server alone; what follows is told as if it were.
    return same ?? { nodeId, output: { id: `pin ${nodeId}`, bytes: 0 }, ...(pin?.handle && { handle: pin.handle }) };
  });
  const entry = plan.nodes.find((node) => node.role === "entry")?.id ?? null;
  const head = { id: "preview", kind: "start", by: "", planHash: plan.hash } as const;
  const { events } = planFork(
    indexPlan(plan),
    { from: last.state, oldPlan: last.plan, plan, request },
    { command: { ...head, input: started.input, entry, fork: request, pins }, now: 0 },
  );
  for (const event of events) {
    if (event.type === "step.reused") ends.set(nodeIdOf(event.stepKey), event.by === "pin" ? "pinned" : "kept");
    else if (event.type === "step.skipped") ends.set(nodeIdOf(event.stepKey), "skipped");
  }
  return ends;
}

function isStep(plan: Plan, nodeId: string): boolean {
  return plan.nodes.some(({ id, role }) => id === nodeId && role === "step");
}
