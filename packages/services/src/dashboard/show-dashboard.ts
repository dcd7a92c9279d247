import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { longestSpanMs } from "./covered-spans.ts";
import type { Dashboard, DashboardQuestion } from "./dashboard.ts";
import { readDashboard } from "./read-dashboard.ts";

/**
 * What the runs of the workspace, or of one of its workflows, did in a range of time. Throws `NOT_FOUND` and, for a range that
 * ends before it begins or is longer than five years, `INVALID`.
 */
export async function showDashboard({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: DashboardQuestion;
}): Promise<Dashboard> {
  const { workspaceId } = requirePermission(ctx.actor, "run.read");
  if (!(input.from < input.to && input.to - input.from <= longestSpanMs)) {
    throw new ServiceError("INVALID", "RANGE", "A range ends after it begins and is at most five years long.");
  }
  const dashboard = await readDashboard(ctx.services.pool, workspaceId, { question: input, now: Date.now() });
  if (dashboard === null) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  return dashboard;
}
