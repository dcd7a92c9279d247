/** What nodes usually do, and what of a run is other than that: statistics over ended runs, without clock or chance. */
export { baselineSchema } from "./baseline-schema.ts";
export type { Episode, EpisodeNews } from "./episode.ts";
export { leastRuns } from "./judge-figure.ts";
export { emptyBaseline, type Judgement, judgeNode, type NodeBaseline } from "./node-baseline.ts";
export { type NodeObservation, observeNode } from "./observe-node.ts";
export { type DeviationKind, deviationKinds, type Verdict } from "./verdict.ts";
export { verdictSchema } from "./verdict-schema.ts";
export { verdictWords } from "./verdict-words.ts";
