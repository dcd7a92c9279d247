import { newestPreviews } from "@orrery/db";
import type { RunEvent, ValuePreview } from "@orrery/engine";
import type { ServiceContext } from "../service-context.ts";
import { findRun } from "./find-run.ts";

const pageSize = 2000;

/**
 * A page of a run's log after a seq, in order, at most 2,000 events; with the previews of the newest values where they are
 * asked for. Throws `NOT_FOUND`.
 */
export async function listEvents({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId: string; readonly after: number; readonly previews?: boolean };
}): Promise<{
  readonly events: readonly RunEvent[];
  readonly lastSeq: number;
  readonly previews?: readonly ValuePreview[];
}> {
  const { row } = await findRun(ctx, "run.read", input.runId);
  const [events, previews] = await Promise.all([
    ctx.services.log.read(row.id, input.after, pageSize),
    input.previews ? newestPreviews(ctx.services.pool, row.id) : null,
  ]);
  return { events, lastSeq: row.lastSeq, ...(previews && { previews }) };
}
