import type { Graph } from "@orrery/graph";
import { type WorkflowFace, workflowFace } from "@orrery/plan";
import { compileInWorkspace } from "../credential/compile-in-workspace.ts";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

/** What a graph shows to its callers. Throws `INVALID` where it has errors. */
export async function faceOfGraph(services: Services, workspaceId: string, graph: Graph): Promise<WorkflowFace> {
  const { result, interfaces } = await compileInWorkspace(services, workspaceId, graph);
  const face = workflowFace(result, { graph, catalog: services.catalog, interfaces });
  if (face === null) throw new ServiceError("INVALID", "PLAN", "This workflow has a problem to fix first.");
  return face;
}
