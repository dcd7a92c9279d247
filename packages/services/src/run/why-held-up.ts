import type { ServiceContext } from "../service-context.ts";
import { findRun } from "./find-run.ts";
import { heldUp } from "./held-up.ts";

/** Why a run does not go on although it could, in words; null where nothing holds it up. Throws `NOT_FOUND`. */
export async function whyHeldUp({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<string | null> {
  return heldUp((await findRun(ctx, "run.read", input.id)).row);
}
