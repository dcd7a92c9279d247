import { type NodeView, type NodeViews, viewOf } from "./node-view.ts";

/** `moving`: a result passed and what it leads to is at work. `dead`: nothing will pass any more. */
export type EdgeState = "rest" | "passed" | "moving" | "waiting" | "dead";

/** What an edge shows, from its two ends. An edge to a tool is named `tool`: nothing passes there but calls. */
export function edgeState(
  views: NodeViews,
  edge: { readonly from: string; readonly fromHandle: string; readonly to: string; readonly tool: boolean },
): EdgeState {
  const source = viewOf(views, edge.from);
  const target = viewOf(views, edge.to);
  if (edge.tool) return target.status === "idle" ? "rest" : (atWork(target) ?? "passed");
  if (source.status === "idle") return "rest";
  if (source.passed.includes(edge.fromHandle)) return atWork(target) ?? "passed";
  return source.open ? "rest" : "dead";
}

function atWork({ status }: NodeView): EdgeState | null {
  if (status === "running" || status === "retrying") return "moving";
  return status === "waiting" ? "waiting" : null;
}
