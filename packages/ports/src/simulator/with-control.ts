import type { PlanNodeShape, PlanShape } from "@orrery/engine";
import { pick, type Random } from "@orrery/engine/testing";

/** The plan with steps that ask when uncertain, and others that name a node that undoes them. */
export function withControl(shape: PlanShape, random: Random): PlanShape {
  const undoes = random() < 0.5;
  const added: PlanNodeShape[] = [];
  const nodes = shape.nodes.map((node): PlanNodeShape => {
    const policy = random() < 0.3 ? { ...node.policy, onUncertain: "ask" as const } : node.policy;
    if (!undoes || node.role !== "step" || node.container !== null || random() < 0.6) return { ...node, policy };
    const undo = `undo_${node.id}`;
    added.push(undoNode(undo, node, random));
    return { ...node, policy: { ...policy, undo } };
  });
  return { ...shape, nodes: [...nodes, ...added] };
}

/** The plan without what undoes others and without tools: those are in no order and read by nothing. */
export function inOrder<P extends PlanShape>(plan: P): P {
  return { ...plan, nodes: plan.nodes.filter((node) => node.role !== "undo" && node.role !== "tool") };
}

function undoNode(id: string, undone: PlanNodeShape, random: Random): PlanNodeShape {
  const { parentId, policy } = undone;
  const effect = pick(random, ["pure", "repeatable", "keyed", "once"] as const);
  const own = { retry: policy.retry, timeoutMs: null, onError: "fail", onUncertain: policy.onUncertain } as const;
  return { id, parentId, role: "undo", effect, policy: own, join: "all", handles: ["out"], container: null };
}
