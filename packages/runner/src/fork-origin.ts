import { type ForkRequest, foldPrefix, indexPlan, type RunCommand, type RunState } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { EventLog } from "@orrery/ports";

const readPage = 2_000;

/** The run that another one is forked from, as it was where the fork begins. */
export interface ForkOrigin {
  readonly from: RunState;
  readonly plan: Plan;
}

/** What a run needs of another one cannot be read by this executor. The message is for people. */
export class OriginAway extends Error {
  /** No word of the database: an error without a code counts as one that passes, and would be waited for with the run in hand. */
  readonly code = "ERR_ORIGIN_AWAY";

  constructor(runId: string) {
    super(
      `The run ${runId} that it is forked from cannot be read by an executor. If it is in an archive, give the executors that folder (ORRERY_ARCHIVE_DIR).`,
    );
  }
}

/** Reads what the start command among these asks to keep; null where it asks for nothing. Throws `OriginAway`. */
export async function forkOrigin(log: EventLog, commands: readonly RunCommand[]): Promise<ForkOrigin | null> {
  const fork = commands.map(forkOf).find((found) => found !== null);
  if (fork === undefined) return null;
  const plan = await log.plan(fork.runId);
  if (plan === null) throw new OriginAway(fork.runId);
  const from = await foldPrefix(indexPlan(plan), (after) => log.read(fork.runId, after, readPage), fork.seq);
  if (from === null) throw new OriginAway(fork.runId);
  return { from, plan };
}

function forkOf(command: RunCommand): ForkRequest | null {
  return command.kind === "start" && command.fork !== undefined ? command.fork : null;
}
