import { type StrippedField, stripForTemplate } from "@orrery/graph";
import { compileInWorkspace } from "../credential/compile-in-workspace.ts";
import type { Services } from "../service-context.ts";
import { readDraft } from "../workflow/read-draft.ts";
import type { SharedWorkflow } from "./shared-workflow.ts";

/**
 * The draft of a workflow as others may have it, and what does not go along. What it needs is read from the whole draft; of
 * one with errors nobody knows. Throws `NOT_FOUND`.
 */
export async function prepareTemplate(
  services: Services,
  place: { readonly workspaceId: string; readonly workflowId: string },
): Promise<SharedWorkflow & { readonly stripped: readonly StrippedField[] }> {
  const { db, drafts, catalog } = services;
  const { graph } = await readDraft(db, drafts, place);
  const { result } = await compileInWorkspace(services, place.workspaceId, graph);
  const { models = [], hosts = [], secrets = [], tools = [] } = result.capabilities ?? {};
  const needs = {
    models: models.filter((model) => model !== "default" && model !== "offline"),
    hosts: hosts.filter((host) => host !== "host:*").map((host) => host.replace(/^host:/, "")),
    credentials: secrets.length,
    tools: tools.length,
  };
  return { ...stripForTemplate(graph, catalog), needs };
}
