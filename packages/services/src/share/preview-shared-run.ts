import type { SharedRun } from "@orrery/viewer/shared-run";
import { findRun } from "../run/find-run.ts";
import type { ServiceContext } from "../service-context.ts";
import { loadSharedRun } from "./load-shared-run.ts";
import type { ShareProjection } from "./share-projection.ts";

/** A run exactly as a link with this projection would show it now: for a look before, and to be kept as a file. Throws `NOT_FOUND`. */
export async function previewSharedRun({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId: string; readonly projection: ShareProjection };
}): Promise<SharedRun> {
  const { actor, row } = await findRun(ctx, "run.read", input.runId);
  return loadSharedRun(ctx.services, { workspaceId: actor.workspaceId, runId: row.id }, input.projection);
}
