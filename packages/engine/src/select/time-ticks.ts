const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000];
const MINUTE = 60_000;
const LONG_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440].map((minutes) => minutes * MINUTE);
const DAY = 1440 * MINUTE;
const MOST_TICKS = 6;

/** Round moments along a span of `spanMs`, from 0, at most seven of them; ms. */
export function timeTicks(spanMs: number): number[] {
  const enough = (step: number) => spanMs / step <= MOST_TICKS;
  const step = [...STEPS, ...LONG_STEPS].find(enough) ?? Math.ceil(spanMs / MOST_TICKS / DAY) * DAY;
  const ticks: number[] = [];
  for (let at = 0; at <= spanMs; at += step) ticks.push(at);
  return ticks;
}

/** The roundest moment of [from, to], ms: a multiple of the longest step that has one there; `from` where none has. */
export function roundTimeIn(from: number, to: number): number {
  for (const step of [...STEPS, ...LONG_STEPS].toReversed()) {
    const at = Math.ceil(from / step) * step;
    if (at <= to) return at;
  }
  return from;
}
