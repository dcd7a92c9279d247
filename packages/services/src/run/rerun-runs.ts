import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { forEachRun, type RunOutcome } from "./for-each-run.ts";
import { forkRun } from "./fork-run.ts";

/** The place in a log at which nothing has been done yet: its first event says that the run began. */
const beginning = 1;

/**
 * Starts up to 100 runs again from their beginning, with the input they had: as they ran (`same`), or as their workflows are
 * drawn now (`draft`). Each is a fork that keeps nothing, so both runs name each other. Tells what became of each, in the
 * order asked. Throws `INVALID` (`TOO_MANY`).
 */
export async function rerunRuns({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly ids: readonly string[]; readonly graph: "same" | "draft" };
}): Promise<readonly RunOutcome[]> {
  const actor = requirePermission(ctx.actor, "run.start");
  const { ids, graph } = input;
  return forEachRun(ctx, {
    ...{ actor, ids, verb: "run.again-many" },
    work: async (runId) => {
      const made = await forkRun({ ctx, input: { runId, seq: beginning, rerun: [], outputs: [], graph } });
      return made.runId;
    },
  });
}
