import { type GraphSketch, sketchGraph, type TemplateAbout } from "@orrery/graph";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { storedGraph } from "../workflow/read-draft.ts";
import { storedAbout } from "./stored-template.ts";

/** A template of the workspace as a list shows it. */
export interface TemplateRow {
  readonly id: string;
  readonly about: Omit<TemplateAbout, "sampleInput">;
  readonly drawing: GraphSketch;
  /** Epoch ms. */
  readonly savedAt: number;
}

/** The templates of the workspace, saved last first. */
export async function listTemplates({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly TemplateRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "template.read");
  const rows = await ctx.services.db.workflowTemplate.findMany({ where: { workspaceId }, orderBy: { id: "desc" } });
  return rows.map(({ id, about, graph, createdAt }) => {
    const { sampleInput: _kept, ...words } = storedAbout(about);
    return { id, about: words, drawing: sketchGraph(storedGraph(graph)), savedAt: createdAt.getTime() };
  });
}
