import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { type ApprovedTool, readToolFaces } from "./read-tool-faces.ts";

/** The tools that steps of this workspace may call, by server and name, with what they take and give. */
export async function listTools({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly ApprovedTool[]> {
  const { workspaceId } = requirePermission(ctx.actor, "workflow.read");
  return readToolFaces(ctx.services, workspaceId);
}
