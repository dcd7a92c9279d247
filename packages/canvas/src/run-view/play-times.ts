import type { RunEvent } from "@orrery/engine";

/** A pause of the run longer than this is not sat through again. */
const LONGEST_PAUSE_MS = 1500;
/** Events of the same instant are shown one after another, this far apart; in a long log, nearer. */
const SHORTEST_PAUSE_MS = 40;
const MOST_ADDED_MS = 20_000;

/**
 * When each event is shown while a run is played at its own speed, in ms after the first of them. Long pauses of the run are
 * cut short, and what came at once is drawn apart.
 */
export function playTimes(events: readonly RunEvent[]): Float64Array {
  const shortest = Math.min(SHORTEST_PAUSE_MS, MOST_ADDED_MS / Math.max(1, events.length));
  const times = new Float64Array(events.length);
  for (let index = 1; index < events.length; index += 1) {
    const pause = (events[index]?.at ?? 0) - (events[index - 1]?.at ?? 0);
    times[index] = (times[index - 1] ?? 0) + Math.max(shortest, Math.min(LONGEST_PAUSE_MS, pause));
  }
  return times;
}

/** How many events have been shown `ms` after the first: at least one of them where there are any. */
export function shownAfter(times: Float64Array, ms: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return Math.max(Math.min(1, times.length), low);
}
