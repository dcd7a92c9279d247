import type { RunEvent } from "@orrery/engine";

/** A pause of the run that is longer than this is not sat through again, ms. */
export const LONGEST_PAUSE_MS = 1500;

/**
 * The time of a run with its idle stretches cut short, in ms from its first event. It goes on in both directions: from a
 * time of the clock on the wall (epoch ms) to played time and back.
 */
export class PlayClock {
  /** Of each event, in order: when it was (never before the one before it), and when it is played. */
  readonly #real: number[] = [];
  readonly #played: number[] = [];

  constructor(events: readonly RunEvent[] = []) {
    this.append(events);
  }

  /** Takes in the next events. */
  append(events: readonly RunEvent[]): void {
    for (const { at } of events) {
      const before = this.#real.at(-1);
      const real = before === undefined ? at : Math.max(before, at);
      const pause = before === undefined ? 0 : Math.min(LONGEST_PAUSE_MS, real - before);
      this.#real.push(real);
      this.#played.push((this.#played.at(-1) ?? 0) + pause);
    }
  }

  /** How long it takes to play all of it. */
  get length(): number {
    return this.#played.at(-1) ?? 0;
  }

  /** When the event at this place (from 0) is played. */
  playedAt(place: number): number {
    return this.#played[Math.max(0, Math.min(place, this.#played.length - 1))] ?? 0;
  }

  /** How many events have been played at a time. */
  countAt(played: number): number {
    return placeAfter(this.#played, played);
  }

  /** From epoch ms to played time. */
  toPlayed(real: number): number {
    return between(this.#real, this.#played, real);
  }

  /** From played time to epoch ms. */
  toReal(played: number): number {
    return between(this.#played, this.#real, played);
  }
}

/** The place of the first entry greater than `value`. */
function placeAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where `value` of the one scale lies on the other: in proportion between the two events around it. */
function between(from: readonly number[], to: readonly number[], value: number): number {
  const place = placeAfter(from, value);
  const [a, b] = [from[place - 1], from[place]];
  const [c, d] = [to[place - 1], to[place]];
  if (a === undefined || c === undefined) return to[0] ?? 0;
  if (b === undefined || d === undefined || b === a) return c;
  return c + ((d - c) * (value - a)) / (b - a);
}
