import { instanceSecret } from "../identity/instance-secret.ts";
import type { ServiceContext } from "../service-context.ts";
import { signalToken } from "../trigger/signal-token.ts";
import { findRun } from "./find-run.ts";

/** The address that a step is called at while it waits for a call. Only for those who may answer. Throws `NOT_FOUND`. */
export async function signalAddress({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId: string; readonly stepKey: string };
}): Promise<{ readonly address: string }> {
  await findRun(ctx, "run.control", input.runId);
  const token = signalToken(await instanceSecret(ctx.services.db), input);
  return { address: `${ctx.services.executorUrl}/signals/${token}` };
}
