import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { type MadeShareLink, type ShareTerms, storeShareLink } from "./store-share-link.ts";

/**
 * Makes a link by which whoever has it sees a workflow as it is now, and takes it along as a file, without credentials and
 * what else is somebody's own. Later changes of the workflow are not shown; when it is deleted, the link is gone. Throws
 * `NOT_FOUND`, `INVALID` (`PASSWORD`) and, at 1,000 open links, `CONFLICT` (`SHARE_LINKS`).
 */
export async function makeTemplateLink({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: ShareTerms & { readonly workflowId: string };
}): Promise<MadeShareLink> {
  const actor = requirePermission(ctx.actor, "share.manage");
  const { workflowId } = input;
  const { graph, needs } = await prepareTemplate(ctx.services, { workspaceId: actor.workspaceId, workflowId });
  return storeShareLink(ctx.services, actor, {
    ...{ kind: "template", targetId: workflowId, name: graph.name, terms: input },
    projection: { graph, needs },
  });
}
