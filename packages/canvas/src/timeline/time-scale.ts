/** A stretch of time in which nothing was done, drawn shorter than it was. Epoch ms. */
export interface IdleGap {
  readonly from: number;
  readonly to: number;
}

/** Where moments stand on an axis from 0 to 1, and back. */
export interface TimeScale {
  /** Epoch ms of the two ends. */
  readonly from: number;
  readonly to: number;
  /** What was compressed, in order. */
  readonly gaps: readonly IdleGap[];
  place(at: number): number;
  timeAt(place: number): number;
}

export interface TimeScaleOptions {
  readonly from: number;
  readonly to: number;
  /** When something was done; in any order, overlapping as they like. None compresses nothing. */
  readonly busy: readonly { readonly from: number; readonly to: number }[];
}

/** No pause is drawn wider than this share of the time in which something was done. */
const WIDEST_GAP = 0.04;

interface Piece {
  readonly from: number;
  readonly to: number;
  /** Where it begins and ends on the axis, in ms as drawn. */
  readonly start: number;
  readonly end: number;
}

/** An axis of time. Every moment has a place of its own, and later ones stand further to the right. */
export function timeScale({ from, to, busy }: TimeScaleOptions): TimeScale {
  const end = Math.max(to, from + 1);
  const stretches = merged(busy, from, end);
  const worked = stretches.reduce((sum, one) => sum + one.to - one.from, 0);
  const widest = Math.max(1, worked * WIDEST_GAP);
  const pieces: Piece[] = [];
  const gaps: IdleGap[] = [];
  const add = (since: number, until: number, width: number) => {
    const start = pieces.at(-1)?.end ?? 0;
    if (until > since) pieces.push({ from: since, to: until, start, end: start + width });
  };
  let at = from;
  for (const one of stretches.length === 0 ? [] : [...stretches, { from: end, to: end }]) {
    const idle = one.from - at;
    if (idle > widest) gaps.push({ from: at, to: one.from });
    add(at, one.from, Math.min(idle, widest));
    add(one.from, one.to, one.to - one.from);
    at = one.to;
  }
  if (pieces.length === 0) add(from, end, end - from);
  const whole = pieces.at(-1)?.end ?? 1;

  function find(isBefore: (piece: Piece) => boolean): Piece {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const piece = pieces[middle];
      if (piece && isBefore(piece)) low = middle + 1;
      else high = middle;
    }
    return pieces[low] ?? { from, to: end, start: 0, end: whole };
  }

  return {
    from,
    to: end,
    gaps,
    place(moment) {
      const inside = Math.min(end, Math.max(from, moment));
      const piece = find((one) => one.to < inside);
      return (piece.start + ((inside - piece.from) / (piece.to - piece.from)) * (piece.end - piece.start)) / whole;
    },
    timeAt(place) {
      const wanted = Math.min(1, Math.max(0, place)) * whole;
      const piece = find((one) => one.end < wanted);
      return piece.from + ((wanted - piece.start) / (piece.end - piece.start)) * (piece.to - piece.from);
    },
  };
}

/** The stretches put together where they touch, in order, cut at the ends of the axis. */
function merged(busy: TimeScaleOptions["busy"], from: number, to: number): { from: number; to: number }[] {
  const inside = busy
    .map((one) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to) }))
    .filter((one) => one.to >= one.from)
    .sort((one, other) => one.from - other.from);
  const found: { from: number; to: number }[] = [];
  for (const one of inside) {
    const before = found.at(-1);
    if (before && one.from <= before.to) before.to = Math.max(before.to, one.to);
    else found.push({ ...one });
  }
  return found;
}
