import type { EpisodeNews } from "@orrery/engine/baseline";

/** What somebody was told last of one thing at one node. Times are epoch ms. */
export interface LastTold {
  readonly what: "deviation" | "usual";
  readonly at: number;
}

/**
 * Whether news of one thing at one node is sent to somebody: that it deviates at most once in `quietMs`, however often it
 * begins and ends meanwhile, and that it is over only to who was told that it deviates.
 */
export function isWorthTelling(
  news: { readonly news: EpisodeNews; readonly since: number },
  last: LastTold | null,
  { quietMs, now }: { readonly quietMs: number; readonly now: number },
): boolean {
  if (news.news === "ends") return last?.what === "deviation";
  return last === null || last.at <= now - quietMs;
}
