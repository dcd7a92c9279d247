/** The part of the axis that is in sight, as places from 0 to 1. */
export interface TimeWindow {
  readonly left: number;
  readonly right: number;
}

export const WHOLE: TimeWindow = { left: 0, right: 1 };

const NARROWEST = 1e-4;

/** The window after zooming in (`factor` below 1) or out around a place that stays where it is. */
export function zoomWindow({ left, right }: TimeWindow, anchor: number, factor: number): TimeWindow {
  const width = Math.min(1, Math.max(NARROWEST, (right - left) * factor));
  const share = (anchor - left) / (right - left);
  return within(anchor - share * width, width);
}

/** The window moved by a share of its own width, not beyond the ends. */
export function moveWindow({ left, right }: TimeWindow, share: number): TimeWindow {
  const width = right - left;
  return within(left + share * width, width);
}

function within(left: number, width: number): TimeWindow {
  const start = Math.min(1 - width, Math.max(0, left));
  return { left: start, right: start + width };
}
