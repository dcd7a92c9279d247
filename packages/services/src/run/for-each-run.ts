import type { requirePermission } from "../actor.ts";
import { explainFailure } from "../explain-failure.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** So many runs are taken in one call. */
export const mostRunsAtOnce = 100;

const underWayAtOnce = 4;

/** What became of one of many runs. */
export interface RunOutcome {
  readonly id: string;
  /** The run that was made of it; null where none was to be made, or it failed. */
  readonly made: string | null;
  /** Why it was not done, for people; null where it was. */
  readonly problem: string | null;
}

export interface EachRun {
  readonly actor: ReturnType<typeof requirePermission>;
  readonly ids: readonly string[];
  /** What the audit says of all of them. */
  readonly verb: string;
  /** Does it to one run; gives the run that was made of it. */
  readonly work: (id: string) => Promise<string | null>;
}

/**
 * Does the same to many runs, a few at a time, each by its own verb: what is refused to one does not keep it from the others.
 * The audit's line is written before the first. Throws `INVALID` (`TOO_MANY`) where there are none or more than 100.
 */
export async function forEachRun(
  { services }: ServiceContext,
  { actor, ids, verb, work }: EachRun,
): Promise<readonly RunOutcome[]> {
  const wanted = [...new Set(ids)];
  const [first] = wanted;
  if (first === undefined || wanted.length > mostRunsAtOnce) {
    throw new ServiceError("INVALID", "TOO_MANY", `Choose from 1 to ${mostRunsAtOnce} runs at a time.`);
  }
  await writeAudit(services.db, { actor, verb, subject: first, detail: { count: String(wanted.length) } });
  const outcomes: RunOutcome[] = [];
  for (let at = 0; at < wanted.length; at += underWayAtOnce) {
    const now = wanted.slice(at, at + underWayAtOnce);
    outcomes.push(...(await Promise.all(now.map((id) => outcomeOf(id, work)))));
  }
  return outcomes;
}

async function outcomeOf(id: string, work: EachRun["work"]): Promise<RunOutcome> {
  try {
    return { id, made: await work(id), problem: null };
  } catch (error) {
    const problem = error instanceof ServiceError ? error.message : explainFailure(error)?.message;
    return { id, made: null, problem: problem ?? "Something went wrong on our side. Look at the run, then try again." };
  }
}
