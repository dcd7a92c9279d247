import type { ServiceContext } from "../service-context.ts";
import { findRun } from "./find-run.ts";
import { sendCommand } from "./send-command.ts";

/**
 * Lets the run begin nothing more; what is under way ends and is recorded. Throws `NOT_FOUND`, `CONFLICT` (`RUN_ENDED`,
 * `ALREADY_PAUSED`).
 */
export async function pauseRun({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<{ readonly state: "taken" | "saved" }> {
  const found = await findRun(ctx, "run.control", input.id);
  return sendCommand(ctx, found, { kind: "pause", payload: {} });
}
