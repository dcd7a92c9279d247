import { roundTimeIn, timeTicks } from "@orrery/engine";
import type { PlayClock } from "./play-clock.ts";

/** A mark of an axis: the time that has gone by, ms, and where it stands, as a share of the axis. */
export interface AxisMark {
  readonly ms: number;
  readonly share: number;
}

const CELLS = 5;
/** A run whose idle stretches make no more of it than this keeps marks at even times. */
const LITTLE_CUT = 1.5;
/** Room for the words of a mark, as a share of the axis. */
const LEAST_APART = 0.1;

/**
 * Round times along a run from its first event. Where little of it is cut they are times evenly apart; where its idle
 * stretches are most of it, each fifth of the axis has the roundest time of its first half, at its true place.
 */
export function axisMarks(clock: PlayClock, start: number): readonly AxisMark[] {
  const { length } = clock;
  if (length === 0) return [{ ms: 0, share: 0 }];
  const passed = (share: number): number => clock.toReal(share * length) - start;
  const whole = passed(1);
  if (whole <= length * LITTLE_CUT) return evenMarks(clock, start, Math.max(1, whole));
  const marks = Array.from({ length: CELLS }, (_, cell): AxisMark => {
    const ms = cell === 0 ? 0 : roundTimeIn(Math.ceil(passed(cell / CELLS)), Math.floor(passed((cell + 0.5) / CELLS)));
    return { ms, share: clock.toPlayed(start + ms) / length };
  });
  return marks.filter(({ ms }, place) => place === 0 || ms > (marks[place - 1]?.ms ?? 0));
}

function evenMarks(clock: PlayClock, start: number, whole: number): readonly AxisMark[] {
  const marks: AxisMark[] = [];
  for (const ms of timeTicks(whole)) {
    const share = ms === 0 ? 0 : clock.toPlayed(start + ms) / clock.length;
    const before = marks.at(-1);
    if (before === undefined || (share - before.share >= LEAST_APART && share < 1 - LEAST_APART / 2)) {
      marks.push({ ms, share });
    }
  }
  return marks;
}
