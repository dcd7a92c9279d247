import type { BudgetLimits } from "@orrery/engine";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { findRun } from "./find-run.ts";
import { sendCommand } from "./send-command.ts";

/**
 * Lets a paused run go on: for good, or until the next step would start. `raise` sets limits anew, absolute. Throws
 * `INVALID` (`RAISE`: no limit is named), `NOT_FOUND`, `CONFLICT` (`RUN_ENDED`, `NOT_PAUSED`; `LIMIT_TOO_LOW`: it would pause
 * again at once).
 */
export async function resumeRun({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly mode: "run" | "step"; readonly raise?: BudgetLimits };
}): Promise<{ readonly state: "taken" | "saved" }> {
  const { id, mode, raise } = input;
  if (raise !== undefined && Object.keys(raise).length === 0)
    throw new ServiceError("INVALID", "RAISE", "Say which limit to raise, and to what.");
  const found = await findRun(ctx, "run.control", id);
  return sendCommand(ctx, found, { kind: "resume", payload: { mode, ...(raise !== undefined && { raise }) } });
}
