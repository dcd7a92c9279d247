import type { ServiceContext } from "../service-context.ts";
import { findRun } from "./find-run.ts";
import { sendCommand } from "./send-command.ts";

/**
 * Says what becomes of a step of which it is not certain whether it took effect: made again, or failed. Throws
 * `NOT_FOUND`, `CONFLICT` (`RUN_ENDED`, `NOT_UNCERTAIN`).
 */
export async function settleStep({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId: string; readonly stepKey: string; readonly choice: "retry" | "fail" };
}): Promise<{ readonly state: "taken" | "saved" }> {
  const { runId, stepKey, choice } = input;
  const found = await findRun(ctx, "run.control", runId);
  return sendCommand(ctx, found, { kind: "settle", payload: { stepKey, choice } });
}
