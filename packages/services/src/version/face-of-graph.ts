import type { Graph } from "@orrery/graph";
import { type WorkflowFace, workflowFace } from "@orrery/plan";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { readInterfaces } from "./read-interfaces.ts";

/** What a graph shows to its callers. Throws `INVALID` where it has errors. */
export async function faceOfGraph(services: Services, workspaceId: string, graph: Graph): Promise<WorkflowFace> {
  const interfaces = await readInterfaces(services, workspaceId, graph);
  const result = services.compile(graph, interfaces);
  const face = workflowFace(result, { graph, catalog: services.catalog, interfaces });
  if (face === null) throw new ServiceError("INVALID", "PLAN", "This workflow has a problem to fix first.");
  return face;
}
