import type { GraphJoin } from "@orrery/graph";
import type { Diagnostic, PlanJoin } from "../plan.ts";
import type { ParsedNode } from "./parse.ts";
import type { Structure } from "./structure.ts";

/** A join with the format's defaults filled in. */
export function planJoin(join: GraphJoin = "all"): PlanJoin {
  if (typeof join === "string") return join;
  return { quorum: join.quorum, deadlineMs: join.deadlineMs ?? null, cancelRest: join.cancelRest ?? false };
}

/** Whether the node may fail, and its run go on, before anything has arrived. */
export function mayPassDeadline({ join, policy }: ParsedNode): boolean {
  return typeof join === "object" && join.deadlineMs !== null && policy.onError !== "fail";
}

/** The handle that an error takes. */
export function softHandle({ policy }: ParsedNode): "error" | "out" | null {
  if (policy.onError === "fail") return null;
  return policy.onError === "branch" ? "error" : "out";
}

export function isOutput({ definition }: ParsedNode): boolean {
  return definition?.traits.role === "output";
}

/** A quorum that asks for more edges than there are could never be met. */
export function joinProblems({ nodes, incoming, live }: Omit<Structure, "diagnostics">): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const id of live) {
    const join = nodes.get(id)?.join;
    if (typeof join !== "object") continue;
    const edges = incoming.get(id)?.length ?? 0;
    if (join.quorum <= edges) continue;
    const message = `“${id}” waits for ${join.quorum} of its edges, and ${edges === 1 ? "only one leads" : `${edges} lead`} to it. Ask for fewer, or wire more.`;
    problems.push({ code: "ORR_QUORUM", severity: "error", message, nodeId: id, field: "join" });
  }
  return problems;
}
