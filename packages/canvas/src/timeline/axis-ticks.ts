import { timeTicks } from "@orrery/engine";
import type { TimeScale } from "./time-scale.ts";
import type { TimeWindow } from "./time-window.ts";

const EVENLY = 6;

/** Places of the axis that are in sight and carry a time: round times, or evenly apart where pauses are drawn short. */
export function axisTicks(scale: TimeScale, { left, right }: TimeWindow): readonly number[] {
  if (scale.gaps.length > 0) {
    return Array.from({ length: EVENLY }, (_, index) => left + ((right - left) * index) / EVENLY);
  }
  const since = scale.timeAt(left) - scale.from;
  const [, step = 1] = timeTicks(Math.max(1, scale.timeAt(right) - scale.timeAt(left)));
  const places: number[] = [];
  for (let at = Math.ceil(since / step) * step; scale.from + at <= scale.timeAt(right); at += step) {
    places.push(scale.place(scale.from + at));
  }
  return places;
}
