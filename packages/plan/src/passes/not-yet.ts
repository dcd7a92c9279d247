import type { EditOp, Graph, GraphNode } from "@orrery/graph";
import type { Diagnostic } from "../plan.ts";

/** Fields of the format that this engine does not carry out yet: an error, so that nothing is accepted and then ignored. */
export function notYetOfNode(node: GraphNode): readonly Diagnostic[] {
  const { join, policy = {}, disabled } = node;
  const { onUncertain, cache, undo, runsOn, ...kept } = policy;
  const without: EditOp = { op: "policy.set", id: node.id, policy: kept };
  const found: Diagnostic[] = [];
  const say = (field: string, what: string, op: EditOp) =>
    found.push(notYet(what, { nodeId: node.id, field, fix: { kind: "edit", title: "Remove it", op } }));
  if (join !== undefined && join !== "all") {
    const op: EditOp = { op: "join.set", id: node.id, join: null };
    say("join", `“${node.id}” joins otherwise than by waiting for all`, op);
  }
  if (onUncertain === "ask") say("policy.onUncertain", `“${node.id}” asks what to do when uncertain`, without);
  if (cache !== undefined) say("policy.cache", `“${node.id}” keeps a cache`, without);
  if (undo !== undefined) say("policy.undo", `“${node.id}” names a step that undoes it`, without);
  if (runsOn !== undefined && runsOn.length > 0)
    say("policy.runsOn", `“${node.id}” asks for certain executors`, without);
  if (disabled === true) {
    say("disabled", `“${node.id}” is switched off`, { op: "node.disable", id: node.id, disabled: false });
  }
  return found;
}

/** The same for the settings of the whole document. */
export function notYetOfSettings(graph: Graph): readonly Diagnostic[] {
  const { budget = {}, concurrency, priority = 0, onBudget = "fail", ...rest } = graph.settings ?? {};
  const { maxSteps, maxWallMs, maxUsd, maxTokens, maxModelCalls } = budget;
  const carriedOut = {
    ...(maxSteps === undefined ? {} : { maxSteps }),
    ...(maxWallMs === undefined ? {} : { maxWallMs }),
  };
  const op: EditOp = { op: "settings.set", settings: { ...rest, budget: carriedOut } };
  const said: readonly [boolean, string, string][] = [
    [maxUsd !== undefined, "settings.budget.maxUsd", "A budget in dollars is set"],
    [maxTokens !== undefined, "settings.budget.maxTokens", "A budget in tokens is set"],
    [maxModelCalls !== undefined, "settings.budget.maxModelCalls", "A budget in model calls is set"],
    [concurrency !== undefined, "settings.concurrency", "A limit on runs at the same time is set"],
    [priority !== 0, "settings.priority", "A priority is set"],
    [onBudget !== "fail", "settings.onBudget", "A run is to pause when its budget is used up"],
  ];
  return said
    .filter(([present]) => present)
    .map(([, field, what]) =>
      notYet(what, { field, fix: { kind: "edit", title: "Keep only what is carried out", op } }),
    );
}

function notYet(what: string, place: Pick<Diagnostic, "nodeId" | "field" | "fix">): Diagnostic {
  return {
    code: "ORR_NOT_YET",
    severity: "error",
    message: `${what}, which this engine does not carry out yet. Remove it.`,
    ...place,
  };
}
