import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { type Draft, readDraft } from "./read-draft.ts";

/** The draft of a workflow as it stands. Throws `NOT_FOUND`. */
export async function getWorkflow({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<Draft> {
  const actor = requirePermission(ctx.actor, "workflow.read");
  return readDraft(ctx.services.db, ctx.services.drafts, { workflowId: input.id, workspaceId: actor.workspaceId });
}
