import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { findRunIds, type RunQuestion } from "./find-run-ids.ts";

/** So many runs are told of at most. */
export const mostRunIds = 1_000;

/** The ids of the newest 1,000 runs that fit, newest first; `isMore` where there are others, or may be. */
export async function listRunIds({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: RunQuestion;
}): Promise<{ readonly ids: readonly string[]; readonly isMore: boolean }> {
  const { workspaceId } = requirePermission(ctx.actor, "run.read");
  const found = await findRunIds(ctx.services.pool, workspaceId, { question: input, limit: mostRunIds + 1 });
  return { ids: found.ids.slice(0, mostRunIds), isMore: found.ids.length > mostRunIds || found.searched !== null };
}
