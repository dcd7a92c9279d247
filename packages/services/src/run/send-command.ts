import { submitCommand } from "@orrery/db";
import { hasEnded, type RefusalReason } from "@orrery/engine";
import { v7 as uuidv7 } from "uuid";
import { actorName } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { awaitCommand } from "./await-command.ts";
import type { findRun } from "./find-run.ts";

const refusals: Partial<Record<RefusalReason, string>> = {
  RUN_ENDED: "This run has already ended.",
  CANCELLING: "This run is being stopped.",
  ALREADY_PAUSED: "This run is paused already.",
  NOT_PAUSED: "This run is not paused.",
  LIMIT_TOO_LOW:
    "It would pause again at once: raise the limit that it paused at, and set every limit above what the run has used.",
  NOT_UNCERTAIN: "Nothing is to be decided about this step any more.",
};

/**
 * Puts a command into the run's inbox and waits until the run has taken it (`taken`), or 10 s without an executor
 * (`saved`: it counts when one is back). Throws `CONFLICT` with the reason where the run refuses it.
 */
export async function sendCommand(
  ctx: ServiceContext,
  { actor, row }: Awaited<ReturnType<typeof findRun>>,
  command: { readonly kind: "pause" | "resume" | "settle"; readonly payload: object },
): Promise<{ readonly state: "taken" | "saved" }> {
  if (hasEnded(row.status)) throw refused("RUN_ENDED");
  const commandId = uuidv7();
  await submitCommand(ctx.services.pool, {
    runId: row.id,
    workspaceId: row.workspaceId,
    id: commandId,
    kind: command.kind,
    payload: JSON.stringify(command.payload),
    by: actorName(actor),
    value: null,
  });
  const state = await awaitCommand(ctx.services, { runId: row.id, commandId, withinMs: 10_000 });
  if (state !== "refused") return { state };
  const found = await ctx.services.pool.query<{ reason: RefusalReason }>(
    `SELECT e.body->>'reason' AS reason FROM run_command c
     JOIN run_event e ON e.run_id = c.run_id AND e.seq = c.handled_seq WHERE c.run_id = $1::uuid AND c.id = $2::uuid`,
    [row.id, commandId],
  );
  throw refused(found.rows[0]?.reason ?? "INVALID");
}

function refused(reason: RefusalReason): ServiceError {
  return new ServiceError("CONFLICT", reason, refusals[reason] ?? "The run did not take this.");
}
