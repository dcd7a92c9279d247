import type { RunEvent } from "@orrery/engine";
import type { SharedRun } from "@orrery/viewer/shared-run";
import { storedPlan } from "../run/stored-plan.ts";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { storedGraph } from "../workflow/read-draft.ts";
import { loadValues } from "./load-values.ts";
import { projectRun } from "./project-run.ts";
import type { ShareProjection } from "./share-projection.ts";

const pageSize = 2_000;

/** A run of the workspace as the projection shows it, now; `live` is null. Throws `NOT_FOUND`. */
export async function loadSharedRun(
  services: Services,
  place: { readonly workspaceId: string; readonly runId: string },
  projection: ShareProjection,
): Promise<SharedRun> {
  const { workspaceId, runId } = place;
  const { db, catalog } = services;
  const row = await db.run.findFirst({ where: { id: runId, workspaceId } });
  if (row === null) throw new ServiceError("NOT_FOUND", "RUN", "There is no such run.");
  const [plan, drawing, events] = await Promise.all([
    db.plan.findUniqueOrThrow({ where: { workspaceId_hash: { workspaceId, hash: row.planHash } } }),
    db.drawing.findUniqueOrThrow({ where: { workspaceId_hash: { workspaceId, hash: row.drawingHash } } }),
    readLog(services, runId, 0),
  ]);
  const { shared, wanted } = projectRun({
    title: row.name,
    plan: storedPlan(plan.plan),
    graph: storedGraph(drawing.graph),
    catalog,
    events,
    projection,
  });
  return { ...shared, values: await loadValues(services, runId, wanted), live: null };
}

/** The log of a run after a seq, to its present end. */
export async function readLog(
  { log }: Pick<Services, "log">,
  runId: string,
  after: number,
): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  for (;;) {
    const page = await log.read(runId, events.at(-1)?.seq ?? after, pageSize);
    events.push(...page);
    if (page.length < pageSize) return events;
  }
}

/** Whether the log says that the run has ended. */
export function endsLog(event: Pick<RunEvent, "type"> | undefined): boolean {
  return event?.type === "run.succeeded" || event?.type === "run.failed" || event?.type === "run.cancelled";
}
