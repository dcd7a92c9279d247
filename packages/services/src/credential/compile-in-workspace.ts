import type { Graph } from "@orrery/graph";
import type { CompileResult, Interfaces } from "@orrery/plan";
import type { Services } from "../service-context.ts";
import { readInterfaces } from "../version/read-interfaces.ts";
import { readCredentialFaces } from "./read-credential-faces.ts";

/** Compiles a graph beside what its workspace has: published workflows and credentials. */
export async function compileInWorkspace(
  services: Services,
  workspaceId: string,
  graph: Graph,
): Promise<{ readonly result: CompileResult; readonly interfaces: Interfaces }> {
  const interfaces = await readInterfaces(services, workspaceId, graph);
  const result = services.compile(graph, interfaces);
  if ((result.capabilities?.secrets.length ?? 0) === 0) return { result, interfaces };
  const credentials = await readCredentialFaces(services, workspaceId);
  return { result: services.compile(graph, interfaces, credentials), interfaces };
}
