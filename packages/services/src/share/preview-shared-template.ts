import type { StrippedField } from "@orrery/graph";
import type { SharedTemplate } from "@orrery/viewer/shared-template";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { projectTemplate } from "./shared-workflow.ts";

/** A workflow exactly as a link made now would show it, and what would be left out of its file. Throws `NOT_FOUND`. */
export async function previewSharedTemplate({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly workflowId: string };
}): Promise<{ readonly shared: SharedTemplate; readonly stripped: readonly StrippedField[] }> {
  const { workspaceId } = requirePermission(ctx.actor, "share.manage");
  const { stripped, ...workflow } = await prepareTemplate(ctx.services, { workspaceId, ...input });
  return { shared: projectTemplate(workflow, ctx.services.catalog, null), stripped };
}
