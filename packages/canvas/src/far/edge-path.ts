import type { FarBox } from "./far-boxes.ts";

const HEAD_PORT = 27;
const OUT = 18;
const ABOVE_CARD = 42;

/** What a path is drawn on: a canvas, or what looks for the nearest edge. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
}

export interface EdgeEnds {
  readonly source: FarBox;
  readonly target: FarBox;
  /** Which of how many ways out of the source it takes. */
  readonly way: number;
  readonly ways: number;
  readonly isTool: boolean;
}

/** An edge as the cards' own edges run, without their rounded corners. `curved` is false where nobody would see a curve. */
export function edgePath(path: PathSink, { source, target, way, ways, isTool }: EdgeEnds, curved: boolean): void {
  if (isTool) {
    path.moveTo(source.x + source.width / 2, source.y + source.height);
    path.lineTo(target.x + target.width / 2, target.y);
    return;
  }
  const sx = source.x + source.width;
  const sy = ways < 2 ? source.y + HEAD_PORT : source.y + source.height - 24 * (ways - way) + 12;
  const [tx, ty] = [target.x, target.y + HEAD_PORT];
  path.moveTo(sx, sy);
  if (tx < sx + 16) {
    const cy = ty > sy + ABOVE_CARD ? ty - ABOVE_CARD : (sy + ty) / 2;
    path.lineTo(sx + OUT, sy);
    path.lineTo(sx + OUT, cy);
    path.lineTo(tx - OUT, cy);
    path.lineTo(tx - OUT, ty);
    path.lineTo(tx, ty);
  } else if (curved) {
    const reach = (tx - sx) / 2;
    path.bezierCurveTo(sx + reach, sy, tx - reach, ty, tx, ty);
  } else path.lineTo(tx, ty);
}
