import type { RunEvent } from "@orrery/engine";
import type { ServiceContext } from "../service-context.ts";
import { findRun } from "./find-run.ts";

const pageSize = 2000;

/** A page of a run's log after a seq, in order, at most 2,000 events. Throws `NOT_FOUND`. */
export async function listEvents({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId: string; readonly after: number };
}): Promise<{ readonly events: readonly RunEvent[]; readonly lastSeq: number }> {
  const { row } = await findRun(ctx, "run.read", input.runId);
  return { events: await ctx.services.log.read(row.id, input.after, pageSize), lastSeq: row.lastSeq };
}
