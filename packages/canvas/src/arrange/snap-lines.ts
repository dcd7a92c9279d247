export interface SnapBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line to draw: where an edge or a middle of what is dragged meets that of another node. On the canvas, px. */
export interface SnapLine {
  /** `x`: an upright line at x = `at`; `y`: a level one at y = `at`. */
  readonly axis: "x" | "y";
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Snap {
  /** How far what is dragged is to move further, px. */
  readonly by: { readonly x: number; readonly y: number };
  readonly lines: readonly SnapLine[];
}

/**
 * Draws a dragged box to the lines of the boxes around it: edges to edges and middles to middles, or to where its gaps to
 * the two beside it in its row are equal. At most one line for each axis, the nearest within `reach` px.
 */
export function snapTo(box: SnapBox, others: readonly SnapBox[], reach: number): Snap {
  const x = nearest(box, others, "x", reach);
  const y = nearest(box, others, "y", reach);
  const by = { x: x?.by ?? 0, y: y?.by ?? 0 };
  const placed = { ...box, x: box.x + by.x, y: box.y + by.y };
  const lines = [x && lineOf(placed, x.other, "x", x.at), y && lineOf(placed, y.other, "y", y.at)];
  return { by, lines: lines.filter((line) => line !== null) };
}

interface Near {
  readonly by: number;
  /** Null: the line is a middle between two others. */
  readonly at: number;
  readonly other: SnapBox;
}

function nearest(box: SnapBox, others: readonly SnapBox[], axis: "x" | "y", reach: number): Near | null {
  let found: Near | null = null;
  const offer = (by: number, at: number, other: SnapBox) => {
    if (Math.abs(by) <= reach && (found === null || Math.abs(by) < Math.abs(found.by))) found = { by, at, other };
  };
  const own = stops(box, axis);
  for (const other of others) {
    const theirs = stops(other, axis);
    for (const [index, at] of theirs.entries()) offer(at - (own[index] ?? at), at, other);
    // An end of the one to the beginning of the other, for cards of different sizes in a column.
    offer(theirs[0] - own[2], theirs[0], other);
    offer(theirs[2] - own[0], theirs[2], other);
  }
  return found ?? equalGaps(box, others, axis, reach);
}

/** Where the gaps to the neighbours on both sides of its row or column are equal. */
function equalGaps(box: SnapBox, others: readonly SnapBox[], axis: "x" | "y", reach: number): Near | null {
  const cross = axis === "x" ? "y" : "x";
  const [start, , end] = stops(box, axis);
  const [low, , high] = stops(box, cross);
  const inRow = others.filter((other) => {
    const [from, , to] = stops(other, cross);
    return from < high && low < to;
  });
  const before = inRow
    .filter((other) => stops(other, axis)[2] <= start)
    .toSorted((one, other) => stops(other, axis)[2] - stops(one, axis)[2])[0];
  const after = inRow
    .filter((other) => stops(other, axis)[0] >= end)
    .toSorted((one, other) => stops(one, axis)[0] - stops(other, axis)[0])[0];
  if (!before || !after) return null;
  const middle = (stops(before, axis)[2] + stops(after, axis)[0]) / 2;
  const by = middle - (start + end) / 2;
  return Math.abs(by) <= reach ? { by, at: middle, other: before } : null;
}

/** Beginning, middle and end along an axis. */
function stops(box: SnapBox, axis: "x" | "y"): readonly [number, number, number] {
  const start = box[axis];
  const length = axis === "x" ? box.width : box.height;
  return [start, start + length / 2, start + length];
}

function lineOf(box: SnapBox, other: SnapBox, axis: "x" | "y", at: number): SnapLine {
  const cross = axis === "x" ? "y" : "x";
  const [from, , to] = stops(box, cross);
  const [start, , end] = stops(other, cross);
  return { axis, at, from: Math.min(from, start), to: Math.max(to, end) };
}
