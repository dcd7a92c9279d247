import type { PlanPolicy } from "@orrery/plan";
import type { PlanNodeShape, PlanShape } from "../plan-index.ts";

/** A node of a test plan; all that is left out is the plainest there is. */
export interface NodeSpec {
  readonly id: string;
  readonly in?: string;
  readonly role?: PlanNodeShape["role"];
  readonly effect?: PlanNodeShape["effect"];
  readonly handles?: readonly string[];
  readonly policy?: Partial<Omit<PlanPolicy, "retry">> & { readonly retry?: Partial<PlanPolicy["retry"]> };
  readonly map?: { readonly concurrency?: number; readonly onItemError?: "fail" | "skip" | "null" };
  readonly loop?: { readonly maxIterations?: number };
  readonly join?: PlanNodeShape["join"];
  readonly disabled?: true;
  readonly subSteps?: true;
}

const RETRY: PlanPolicy["retry"] = { maxAttempts: 1, initialMs: 500, factor: 2, maxMs: 30_000, jitter: false };

/**
 * A plan for tests. Edges are written `a -> b` or `a.handle -> b`, chains `a -> b -> c`; a node whose policy branches has
 * the handle `error` as well.
 */
export function planOf(
  nodes: readonly NodeSpec[],
  edges: readonly string[] = [],
  more: Partial<Pick<PlanShape, "budget" | "singleOutput">> = {},
): PlanShape {
  return {
    hash: "test-plan",
    nodes: nodes.map(nodeOf),
    edges: edges.flatMap(edgesOf),
    budget: { maxSteps: 100_000, maxWallMs: 86_400_000 },
    singleOutput: true,
    ...more,
  };
}

function nodeOf(spec: NodeSpec): PlanNodeShape {
  const { retry, ...policy } = spec.policy ?? {};
  const handles = spec.handles ?? ["out"];
  return {
    id: spec.id,
    parentId: spec.in ?? null,
    role: spec.role ?? "step",
    effect: spec.effect ?? "pure",
    policy: { timeoutMs: null, onError: "fail", onUncertain: "fail", ...policy, retry: { ...RETRY, ...retry } },
    join: spec.join ?? "all",
    handles: policy.onError === "branch" ? [...handles, "error"] : handles,
    container: containerOf(spec),
    ...(spec.disabled && { disabled: true }),
    ...(spec.subSteps && { subSteps: true }),
  };
}

function containerOf({ map, loop }: NodeSpec): PlanNodeShape["container"] {
  if (map !== undefined) return { kind: "each", concurrency: 4, onItemError: "fail", ...map };
  return loop === undefined ? null : { kind: "loop", maxIterations: 10, ...loop };
}

function edgesOf(text: string): PlanShape["edges"] {
  const stops = text.split("->").map((stop) => stop.trim().split("."));
  return stops.slice(1).map(([target = ""], place) => {
    const [source = "", sourceHandle = "out"] = stops[place] ?? [];
    return { source, sourceHandle, target };
  });
}
