import type { AppendRequest } from "@orrery/ports";

const shown = new Set(["step.waiting", "step.resumed", "step.uncertain"]);

/** Whether what a run writes changes what lists of runs show. */
export function isForLists(request: AppendRequest): boolean {
  return request.events.some(({ type }) => type.startsWith("run.") || shown.has(type));
}
