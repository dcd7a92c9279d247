import type { NodeRun } from "./node-run.ts";

/** `rest`: nothing yet. `moving`: a result passed and what it leads to is at work. `dead`: nothing will pass any more. */
export type EdgeRun = "rest" | "passed" | "moving" | "waiting" | "dead";

/** What an edge shows, from its two ends. */
export function edgeRun(source: NodeRun, target: NodeRun, sourceHandle: string): EdgeRun {
  if (source.state === "idle") return "rest";
  if ((source.handles.get(sourceHandle) ?? 0) > 0) {
    if (target.state === "running" || target.state === "retrying") return "moving";
    if (target.state === "waiting") return "waiting";
    return "passed";
  }
  const { counts } = source;
  const open = (counts.queued ?? 0) + (counts.running ?? 0) + (counts.retrying ?? 0) + (counts.waiting ?? 0);
  return open === 0 ? "dead" : "rest";
}

/** What the edge to a tool shows: nothing passes there but its calls. */
export function toolEdgeRun(tool: NodeRun): EdgeRun {
  if (tool.state === "running" || tool.state === "retrying") return "moving";
  if (tool.state === "waiting") return "waiting";
  return (tool.counts.succeeded ?? 0) > 0 ? "passed" : "rest";
}
