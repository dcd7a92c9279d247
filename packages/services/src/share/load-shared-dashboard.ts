import type { SharedDashboard } from "@orrery/viewer/shared-dashboard";
import { readDashboard } from "../dashboard/read-dashboard.ts";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { type DashboardProjection, rangeMs } from "./dashboard-projection.ts";
import { projectDashboard } from "./project-dashboard.ts";

const hourMs = 3_600_000;

/**
 * The dashboard of a workspace, or of one of its workflows, as the projection shows it now: up to the hour that is under way.
 * Throws `NOT_FOUND`.
 */
export async function loadSharedDashboard(
  { pool }: Pick<Services, "pool">,
  place: { readonly workspaceId: string; readonly workflowId: string | null },
  { projection, live }: { readonly projection: DashboardProjection; readonly live: string | null },
): Promise<SharedDashboard> {
  const { workspaceId, workflowId } = place;
  const readAt = Date.now();
  const to = Math.floor(readAt / hourMs) * hourMs + hourMs;
  const question = { from: to - rangeMs(projection.range), to, ...(workflowId !== null && { workflowId }) };
  const dashboard = await readDashboard(pool, workspaceId, { question, now: readAt });
  if (dashboard === null) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  return projectDashboard(dashboard, projection, { readAt, live });
}
