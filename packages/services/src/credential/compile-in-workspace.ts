import type { Graph } from "@orrery/graph";
import { type CompiledBeside, type CompileResult, type Interfaces, pricesOf } from "@orrery/plan";
import type { Services } from "../service-context.ts";
import { readInterfaces } from "../version/read-interfaces.ts";
import { readCredentialFaces } from "./read-credential-faces.ts";

/** Compiles a graph beside what its workspace has: published workflows, credentials, and models with their prices. */
export async function compileInWorkspace(
  services: Services,
  workspaceId: string,
  graph: Graph,
): Promise<{ readonly result: CompileResult; readonly interfaces: Interfaces }> {
  const interfaces = await readInterfaces(services, workspaceId, graph);
  const result = services.compile(graph, interfaces);
  const { secrets = [], models = [] } = result.capabilities ?? {};
  const namesSecrets = secrets.length > 0;
  const limitsDollars = models.length > 0 && graph.settings?.budget?.maxUsd !== undefined;
  if (!namesSecrets && !limitsDollars) return { result, interfaces };
  const beside: CompiledBeside = {
    ...(namesSecrets && { credentials: await readCredentialFaces(services, workspaceId) }),
    ...(limitsDollars && { prices: pricesOf(await services.models.list(workspaceId)) }),
  };
  return { result: services.compile(graph, interfaces, beside), interfaces };
}
