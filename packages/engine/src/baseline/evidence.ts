/** Of what is left to one, how far the share may have risen: each is one of the alternatives that are weighed. */
const rises = [0.1, 0.3, 0.9] as const;
/** On average one false alarm in no fewer than so many observations. */
const runsBetweenFalseAlarms = 1_000;
const threshold = Math.log(runsBetweenFalseAlarms);
/** Evidence does not grow beyond this, so that it can be taken back soon after things are well again. */
const most = threshold + Math.log(3);

/** What speaks for a share having risen, as logarithms, one for each alternative; and what was seen since it began to. */
export interface Evidence {
  readonly logs: readonly number[];
  readonly runs: number;
  readonly sum: number;
}

export const noEvidence: Evidence = { logs: rises.map(() => 0), runs: 0, sum: 0 };

/**
 * Weighs one more observation `share` (0 to 1) against the claim that shares are `usual` (between 0 and 1) on average or less.
 *
 * Method: a sequential test by betting. Against each alternative mean the wealth is multiplied by 1 + λ (x − p), which for
 * yes-and-no observations is the likelihood ratio and for shares has a mean of at most one under the claim (Waudby-Smith and
 * Ramdas 2023); wealth that is below one begins anew, as in Page's CUSUM. The mean of such e-detectors is one again, and the
 * average time to a false alarm is no less than the threshold, here 1,000 observations, without any assumption on how
 * many are looked at (Shin, Ramdas and Rinaldo 2023, "E-detectors").
 */
export function weighed(evidence: Evidence, share: number, usual: number): Evidence {
  const logs = rises.map((rise, index) => {
    const bet = rise / usual;
    const before = Math.max(0, evidence.logs[index] ?? 0);
    return Math.min(most, before + Math.log(1 + bet * (share - usual)));
  });
  if (logs.every((log) => log <= 0)) return noEvidence;
  return { logs, runs: evidence.runs + 1, sum: evidence.sum + share };
}

/** Whether it is enough to say so. */
export function isEnough({ logs }: Evidence): boolean {
  const mean = logs.reduce((sum, log) => sum + Math.exp(log), 0) / rises.length;
  return Math.log(mean) >= threshold;
}
