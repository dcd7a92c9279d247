import { type ForkRequest, foldPrefix, indexPlan, type RunCommand, type RunState } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { EventLog } from "@orrery/ports";

const readPage = 2_000;

/** The run that another one is forked from, as it was where the fork begins. */
export interface ForkOrigin {
  readonly from: RunState;
  readonly plan: Plan;
}

/** Reads what the start command among these asks to keep; null where it asks for nothing. Throws where it is not there. */
export async function forkOrigin(log: EventLog, commands: readonly RunCommand[]): Promise<ForkOrigin | null> {
  const fork = commands.map(forkOf).find((found) => found !== null);
  if (fork === undefined) return null;
  const plan = await log.plan(fork.runId);
  if (plan === null) throw new Error(`the run ${fork.runId} that this one is forked from is not there`);
  const from = await foldPrefix(indexPlan(plan), (after) => log.read(fork.runId, after, readPage), fork.seq);
  if (from === null) throw new Error(`the log of run ${fork.runId} ends before event ${fork.seq}`);
  return { from, plan };
}

function forkOf(command: RunCommand): ForkRequest | null {
  return command.kind === "start" && command.fork !== undefined ? command.fork : null;
}
