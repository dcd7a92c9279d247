import { executorLabel, type GraphNode } from "@orrery/graph";
import { type Effect, type NodeDefinition, worksInSubSteps } from "@orrery/node-kit";
import type { Diagnostic } from "../plan.ts";

/** What is wrong with a node's policy by itself. */
export function policyProblems(node: GraphNode, definition: NodeDefinition, effect: Effect): readonly Diagnostic[] {
  if (node.policy === undefined) return [];
  return [
    ...cacheProblems(node, definition, effect),
    ...attemptProblems(node, definition),
    ...retryProblems(node, effect),
    ...labelProblems(node),
  ];
}

/** A container is gone through once: attempts are those of the steps inside. */
function attemptProblems({ id, policy }: GraphNode, definition: NodeDefinition): readonly Diagnostic[] {
  if (definition.traits.container === undefined) return [];
  const idle = [
    ...((policy?.retry?.maxAttempts ?? 1) > 1 ? (["retry"] as const) : []),
    ...(policy?.timeoutMs === undefined ? [] : (["timeoutMs"] as const)),
  ];
  return idle.map((field) => {
    const message = `“${id}” holds other nodes and is not tried by attempts: its ${field === "retry" ? "retry" : "time limit"} does nothing. Give one to the nodes inside.`;
    return { code: "ORR_NO_ATTEMPTS", severity: "warning", message, nodeId: id, field: `policy.${field}` };
  });
}

/** Only what may be made again may be left undone, too. */
function cacheProblems(node: GraphNode, definition: NodeDefinition, effect: Effect): readonly Diagnostic[] {
  if (node.policy?.cache === undefined) return [];
  const isContainer = definition.traits.container !== undefined;
  const isStep = definition.traits.role === "step";
  const waits = definition.traits.waits !== undefined;
  const asks = worksInSubSteps(definition, node.config);
  if (!isContainer && !waits && !asks && isStep && (effect === "pure" || effect === "repeatable")) return [];
  const reason = isContainer ? "it holds other nodes" : stepReason(isStep, waits, asks);
  const message = `“${node.id}” cannot keep its result: ${reason}. Remove the cache.`;
  const { cache: _, ...policy } = node.policy;
  const fix = { kind: "edit", title: "Remove it", op: { op: "policy.set", id: node.id, policy } } as const;
  return [{ code: "ORR_CACHE_EFFECT", severity: "error", message, nodeId: node.id, field: "policy.cache", fix }];
}

function stepReason(isStep: boolean, waits: boolean, asks: boolean): string {
  if (!isStep) return "it does no work";
  if (asks) return "what it asks others to do on its way would not be done";
  return waits ? "it waits, and is to wait each time" : "it has an effect outside";
}

/**
 * A retry after a lost answer sends again what may have had its effect. Whoever has said that of a crash (`onUncertain`)
 * knows it.
 */
function retryProblems({ id, policy }: GraphNode, effect: Effect): readonly Diagnostic[] {
  const isRetried = (policy?.retry?.maxAttempts ?? 1) > 1;
  if (!isRetried || effect !== "once" || policy?.onUncertain === "retry") return [];
  const message = `“${id}” has an effect outside and no idempotency key: when an answer is lost, its retry sends a second time. Give it a key, or let it try once.`;
  return [{ code: "ORR_RETRY_EFFECT", severity: "warning", message, nodeId: id, field: "policy.retry" }];
}

/** A step that needs a label which no executor can have would wait for ever. */
function labelProblems(node: GraphNode): readonly Diagnostic[] {
  const strange = node.policy?.runsOn?.find((label) => !executorLabel.test(label));
  if (strange === undefined) return [];
  const message = `No executor can have the label “${strange}”: a label is letters, digits and . _ - : /, at most 64.`;
  return [{ code: "ORR_LABEL", severity: "error", message, nodeId: node.id, field: "policy.runsOn" }];
}
