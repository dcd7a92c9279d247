import { roundTimeIn, timeTicks } from "@orrery/engine";
import type { PlayClock } from "./play-clock.ts";

/** A mark of an axis: the time that has gone by, ms, and where it stands, as a share of the axis. */
export interface AxisMark {
  readonly ms: number;
  readonly share: number;
}

const CELLS = 5;

/**
 * Round times along a run from its first event. Where nothing of it is cut they are evenly apart; where its idle stretches are
 * cut, each fifth of the axis has the roundest time of its first half, at its true place.
 */
export function axisMarks(clock: PlayClock, start: number): readonly AxisMark[] {
  const { length } = clock;
  if (length === 0) return [{ ms: 0, share: 0 }];
  const passed = (share: number): number => clock.toReal(share * length) - start;
  const whole = passed(1);
  if (whole - length < 1) {
    return timeTicks(Math.max(1, whole))
      .map((ms) => ({ ms, share: ms / length }))
      .filter(({ share }) => share < 0.95);
  }
  const marks = Array.from({ length: CELLS }, (_, cell): AxisMark => {
    const ms = cell === 0 ? 0 : roundTimeIn(Math.ceil(passed(cell / CELLS)), Math.floor(passed((cell + 0.5) / CELLS)));
    return { ms, share: clock.toPlayed(start + ms) / length };
  });
  return marks.filter(({ ms }, place) => place === 0 || ms > (marks[place - 1]?.ms ?? 0));
}
