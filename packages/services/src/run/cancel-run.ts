import { submitCommand } from "@orrery/db";
import { hasEnded } from "@orrery/engine";
import { v7 as uuidv7 } from "uuid";
import { actorName } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { findRun } from "./find-run.ts";

/**
 * Asks the run to stop: nothing new starts, what is under way is told to stop and has 10 s to end by itself. Asked again
 * meanwhile, nothing is waited for.
 * Throws `NOT_FOUND`, `CONFLICT` once it has ended.
 */
export async function cancelRun({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const { actor, row } = await findRun(ctx, "run.control", input.id);
  if (hasEnded(row.status)) throw new ServiceError("CONFLICT", "RUN_ENDED", "This run has already ended.");
  await submitCommand(ctx.services.pool, {
    runId: row.id,
    workspaceId: row.workspaceId,
    id: uuidv7(),
    kind: "cancel",
    payload: "{}",
    by: actorName(actor),
    value: null,
  });
}
