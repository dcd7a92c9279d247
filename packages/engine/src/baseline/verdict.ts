/** What can be other than usual at a node. */
export const deviationKinds = ["time", "cost", "errors", "path"] as const;
export type DeviationKind = (typeof deviationKinds)[number];

/**
 * One thing at one node of one run that is other than usual. `runs`: how many runs of this node, as it is drawn now, were seen
 * before. `value`, `usual` (their median) and `p99` (99 of 100 took no more) are milliseconds a step for `time`, dollars a
 * step for `cost`; `times` is `value / usual`. `lasting`: it is no single case, but so for the last `lasting` runs, of which
 * `value` is the typical one. `errors`: the share of failed steps in the last `of` runs, and usually. `path`: the way out that
 * was taken, and the share of runs that usually take it.
 */
export type Verdict =
  | {
      readonly kind: "time" | "cost";
      readonly value: number;
      readonly usual: number;
      readonly p99: number;
      readonly times: number;
      readonly runs: number;
      readonly lasting?: number;
    }
  | {
      readonly kind: "errors";
      readonly share: number;
      readonly of: number;
      readonly usual: number;
      readonly runs: number;
    }
  | { readonly kind: "path"; readonly handle: string; readonly usual: number; readonly runs: number };
