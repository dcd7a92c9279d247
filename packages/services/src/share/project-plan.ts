import type { PlanNodeShape, PlanShape } from "@orrery/engine";

const retry = { maxAttempts: 1, initialMs: 0, factor: 1, maxMs: 0, jitter: false } as const;

/** The shape of a plan, without what its owner set in it: limits, deadlines, retries, places to run, and the hash of it all. */
export function projectPlan(plan: PlanShape): PlanShape {
  return {
    hash: "shared",
    nodes: plan.nodes.map(projectNode),
    edges: plan.edges.map(({ source, sourceHandle, target }) => ({ source, sourceHandle, target })),
    budget: { maxSteps: Number.MAX_SAFE_INTEGER, maxWallMs: Number.MAX_SAFE_INTEGER },
    singleOutput: plan.singleOutput,
  };
}

function projectNode(node: PlanNodeShape): PlanNodeShape {
  const { id, parentId, role, effect, policy, join, handles, container, disabled, subSteps } = node;
  return {
    id,
    parentId,
    role,
    effect,
    policy: {
      retry,
      timeoutMs: null,
      onError: policy.onError,
      onUncertain: policy.onUncertain,
      ...(policy.undo !== undefined && { undo: policy.undo }),
    },
    join: typeof join === "string" ? join : { quorum: join.quorum, deadlineMs: null, cancelRest: join.cancelRest },
    handles: [...handles],
    container: container && projectContainer(container),
    ...(disabled && { disabled: true }),
    ...(subSteps && { subSteps: true }),
  };
}

function projectContainer(container: NonNullable<PlanNodeShape["container"]>): PlanNodeShape["container"] {
  if (container.kind === "each") {
    return { kind: "each", concurrency: container.concurrency, onItemError: container.onItemError };
  }
  return { kind: "loop", maxIterations: container.maxIterations };
}
