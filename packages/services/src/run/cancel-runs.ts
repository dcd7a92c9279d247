import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { cancelRun } from "./cancel-run.ts";
import { forEachRun, type RunOutcome } from "./for-each-run.ts";

/**
 * Asks up to 100 runs to stop, each as `cancelRun` does; one that is being stopped already is left to it. Tells what became of
 * each, in the order asked. Throws `INVALID` (`TOO_MANY`).
 */
export async function cancelRuns({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly ids: readonly string[] };
}): Promise<readonly RunOutcome[]> {
  const actor = requirePermission(ctx.actor, "run.control");
  const { ids } = input;
  const stopping = await ctx.services.db.run.findMany({
    where: { workspaceId: actor.workspaceId, id: { in: [...ids] }, status: "cancelling" },
    select: { id: true },
  });
  // Asked a second time, a run would no longer wait for the steps that are under way.
  const left = new Set(stopping.map(({ id }) => id));
  return forEachRun(ctx, {
    ...{ actor, ids, verb: "run.stop-many" },
    work: async (id) => {
      if (!left.has(id)) await cancelRun({ ctx, input: { id } });
      return null;
    },
  });
}
