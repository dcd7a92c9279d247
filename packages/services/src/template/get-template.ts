import type { Graph, TemplateAbout } from "@orrery/graph";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { storedGraph } from "../workflow/read-draft.ts";
import { noTemplate, storedAbout } from "./stored-template.ts";

/** A template as a whole: what is said of it, and what a workflow is made of. */
export interface WholeTemplate {
  readonly id: string;
  readonly about: TemplateAbout;
  readonly graph: Graph;
}

/** A template of the workspace. Throws `NOT_FOUND`. */
export async function getTemplate({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<WholeTemplate> {
  const { workspaceId } = requirePermission(ctx.actor, "template.read");
  const row = await ctx.services.db.workflowTemplate.findFirst({ where: { id: input.id, workspaceId } });
  if (row === null) throw noTemplate();
  return { id: row.id, about: storedAbout(row.about), graph: storedGraph(row.graph) };
}
