import { type Verdict, verdictSchema } from "@orrery/engine/baseline";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

const usualLimit = 20;
const mostListed = 200;

export interface DeviationRow {
  readonly runId: string;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly nodeId: string;
  /** As the run's drawing calls it. */
  readonly nodeName: string;
  readonly verdict: Verdict;
  /** When the run ended, epoch ms. */
  readonly at: number;
}

/**
 * What was other than usual: of one run, of the runs of one workflow, or of the workspace, newest first. A run is judged some
 * seconds after its end; what ended more than 90 days ago is forgotten.
 */
export async function listDeviations({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId?: string; readonly workflowId?: string; readonly limit?: number };
}): Promise<readonly DeviationRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "run.read");
  const { runId, workflowId, limit = usualLimit } = input;
  const { db } = ctx.services;
  const rows = await db.runDeviation.findMany({
    where: { workspaceId, ...(runId !== undefined && { runId }), ...(workflowId !== undefined && { workflowId }) },
    orderBy: [{ endedAt: "desc" }, { runId: "desc" }, { nodeId: "asc" }, { kind: "asc" }],
    take: Math.min(limit, mostListed),
  });
  const workflows = await db.workflow.findMany({
    where: { workspaceId, id: { in: [...new Set(rows.map((row) => row.workflowId))] } },
    select: { id: true, name: true },
  });
  const names = new Map(workflows.map(({ id, name }) => [id, name]));
  return rows.flatMap((row) => {
    const { success, data } = verdictSchema.safeParse(row.verdict);
    // One that a newer version wrote.
    if (!success) return [];
    return [
      {
        runId: row.runId,
        workflowId: row.workflowId,
        workflowName: names.get(row.workflowId) ?? "",
        nodeId: row.nodeId,
        nodeName: row.nodeName,
        verdict: data,
        at: row.endedAt.getTime(),
      },
    ];
  });
}
