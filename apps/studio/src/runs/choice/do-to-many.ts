import type { RunOutcome } from "@orrery/services";

/** What became of many runs. */
export interface ManyOutcome {
  readonly done: readonly RunOutcome[];
  /** Why runs were not done. Of those of a call that broke off it is not known what became of them. */
  readonly problems: readonly { readonly id: string; readonly problem: string }[];
  /** How many were not asked for any more. */
  readonly left: number;
}

export interface DoToMany {
  readonly ids: readonly string[];
  /** How many go into one call. */
  readonly atOnce: number;
  readonly call: (ids: readonly string[]) => Promise<readonly RunOutcome[]>;
  /** Told after each call how many runs are behind it. */
  readonly onProgress: (behind: number) => void;
  /** Asked before each call. */
  readonly isStopped: () => boolean;
  /** What a call that broke off means to a person. */
  readonly explain: (error: unknown) => string;
}

/** Does the same to many runs, call by call; ends early where it is stopped or a call breaks off. */
export async function doToMany({ ids, atOnce, call, onProgress, isStopped, explain }: DoToMany): Promise<ManyOutcome> {
  const done: RunOutcome[] = [];
  const problems: { id: string; problem: string }[] = [];
  let at = 0;
  while (at < ids.length && !isStopped()) {
    const now = ids.slice(at, at + atOnce);
    at += now.length;
    try {
      for (const outcome of await call(now)) {
        if (outcome.problem === null) done.push(outcome);
        else problems.push({ id: outcome.id, problem: outcome.problem });
      }
    } catch (error) {
      const problem = `It is not known what became of it: ${explain(error)}`;
      problems.push(...now.map((id) => ({ id, problem })));
      break;
    }
    onProgress(at);
  }
  return { done, problems, left: ids.length - at };
}
