import { type Episode, type EpisodeNews, followed } from "./episode.ts";
import { type Evidence, isEnough, noEvidence, weighed } from "./evidence.ts";
import { emptyFigure, type FigureBaseline, judgeFigure, leastRuns } from "./judge-figure.ts";
import type { NodeObservation } from "./observe-node.ts";
import { emptyPaths, type Paths, surprise, withHandles } from "./paths.ts";
import { emptyShare, meanShare, type Share, usualShare, withShare } from "./share.ts";
import { type DeviationKind, deviationKinds, type Verdict } from "./verdict.ts";

/** What a node, as it is drawn now, usually does. Plain JSON of some kilobytes at most. */
export interface NodeBaseline {
  readonly v: 1;
  readonly time: FigureBaseline;
  readonly cost: FigureBaseline;
  readonly errors: { readonly usual: Share; readonly evidence: Evidence };
  readonly paths: Paths;
  /** What is other than usual now, by kind. */
  readonly open: { readonly [kind in DeviationKind]?: Episode };
}

export const emptyBaseline: NodeBaseline = {
  v: 1,
  time: emptyFigure,
  cost: emptyFigure,
  errors: { usual: emptyShare, evidence: noEvidence },
  paths: emptyPaths,
  open: {},
};

/** What one run adds: the baseline after it, what was other than usual, and what began, goes on or has ended with it. */
export interface Judgement {
  readonly baseline: NodeBaseline;
  readonly verdicts: readonly Verdict[];
  readonly news: readonly { readonly kind: DeviationKind; readonly news: EpisodeNews; readonly episode: Episode }[];
}

/** Judges what a node did in one run by what it did in the runs before, and learns it. `at`: when the run ended, epoch ms. */
export function judgeNode(before: NodeBaseline, seen: NodeObservation, at: number): Judgement {
  const time = judged("time", before.time, seen.ms);
  const cost = judged("cost", before.cost, seen.usd);
  const errors = judgeErrors(before.errors, seen.failed);
  const path = judgePath(before.paths, seen.handles);
  const verdicts = [time, cost, errors, path].flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
  const said = {
    time: seen.ms !== null,
    cost: seen.usd !== null,
    errors: seen.failed !== null,
    path: seen.handles.length > 0,
  };
  const open: { [kind in DeviationKind]?: Episode } = {};
  const news: Judgement["news"][number][] = [];
  for (const kind of deviationKinds) {
    const deviates = verdicts.some((verdict) => verdict.kind === kind);
    const episode = before.open[kind];
    if (!said[kind]) {
      if (episode !== undefined) open[kind] = episode;
      continue;
    }
    const next = followed(episode ?? null, deviates, at);
    if (next.episode !== null && next.news !== "ends") open[kind] = next.episode;
    if (next.news !== null && next.episode !== null) news.push({ kind, news: next.news, episode: next.episode });
  }
  const baseline = { v: 1 as const, time: time.after, cost: cost.after, errors: errors.after, paths: path.after, open };
  return { baseline, verdicts, news };
}

function judged(kind: "time" | "cost", before: FigureBaseline, figure: number | null) {
  return figure === null || !(figure > 0) ? { after: before, verdict: null } : judgeFigure(kind, before, figure);
}

function judgeErrors(
  before: NodeBaseline["errors"],
  failed: number | null,
): { readonly after: NodeBaseline["errors"]; readonly verdict: Verdict | null } {
  if (failed === null) return { after: before, verdict: null };
  const runs = before.usual.weight.seen;
  const usual = withShare(before.usual, failed);
  if (runs < leastRuns) return { after: { usual, evidence: noEvidence }, verdict: null };
  const evidence = weighed(before.evidence, failed, usualShare(before.usual));
  const after = { usual, evidence };
  if (!isEnough(evidence)) return { after, verdict: null };
  const share = evidence.sum / evidence.runs;
  return {
    after,
    verdict: { kind: "errors", share, of: evidence.runs, usual: meanShare(before.usual), runs },
  };
}

function judgePath(
  before: Paths,
  handles: readonly string[],
): { readonly after: Paths; readonly verdict: Verdict | null } {
  if (handles.length === 0) return { after: before, verdict: null };
  const runs = before.weight.seen;
  const found = runs < leastRuns ? null : surprise(before, handles);
  return { after: withHandles(before, handles), verdict: found === null ? null : { kind: "path", ...found, runs } };
}
