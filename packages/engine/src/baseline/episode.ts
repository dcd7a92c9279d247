/** So many runs one after another must be as usual before it is over. */
const calmRuns = 5;

/** A stretch of runs in which one thing at a node was other than usual. Times are epoch ms. */
export interface Episode {
  readonly since: number;
  /** Runs that deviated, and runs since the last of them. */
  readonly runs: number;
  readonly calm: number;
}

export type EpisodeNews = "begins" | "goes-on" | "ends";

/** The stretch after one more run, and what is new with it; `episode` is the last state of it where it ends. */
export function followed(
  episode: Episode | null,
  deviates: boolean,
  at: number,
): { readonly episode: Episode | null; readonly news: EpisodeNews | null } {
  if (episode === null) {
    return deviates ? { episode: { since: at, runs: 1, calm: 0 }, news: "begins" } : { episode: null, news: null };
  }
  if (deviates) return { episode: { ...episode, runs: episode.runs + 1, calm: 0 }, news: "goes-on" };
  const calm = episode.calm + 1;
  return { episode: { ...episode, calm }, news: calm >= calmRuns ? "ends" : null };
}
