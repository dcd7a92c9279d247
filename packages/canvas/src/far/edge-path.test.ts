import { expect, test } from "vitest";
import { edgePath, type PathSink } from "./edge-path.ts";
import type { FarBox } from "./far-boxes.ts";

const box = (id: string, x: number, y: number): FarBox => ({
  ...{ id, x, y, width: 232, height: 128, kind: "card" },
  node: { id, type: "transform", position: { x, y }, config: {} },
});

function drawn(draw: (path: PathSink) => void): readonly (readonly [string, ...number[]])[] {
  const steps: [string, ...number[]][] = [];
  draw({
    moveTo: (...at) => steps.push(["move", ...at]),
    lineTo: (...at) => steps.push(["line", ...at]),
    bezierCurveTo: (...at) => steps.push(["curve", ...at]),
  });
  return steps;
}

const ends = { source: box("a", 0, 0), target: box("b", 432, 100), way: 0, ways: 1, isTool: false };

test("an edge leaves and enters at the ports, in a curve where it can be seen", () => {
  expect(drawn((path) => edgePath(path, ends, true))).toEqual([
    ["move", 232, 27],
    ["curve", 332, 27, 332, 127, 432, 127],
  ]);
  expect(drawn((path) => edgePath(path, ends, false))).toEqual([
    ["move", 232, 27],
    ["line", 432, 127],
  ]);
});

test("of several ways out each has its own port", () => {
  const starts = [0, 1].map((way) => drawn((path) => edgePath(path, { ...ends, way, ways: 2 }, false))[0]);
  expect(starts).toEqual([
    ["move", 232, 92],
    ["move", 232, 116],
  ]);
});

test("an edge that goes back passes above the card it leads to; a tool hangs below its caller", () => {
  expect(drawn((path) => edgePath(path, { ...ends, target: box("b", 0, 300) }, true))).toEqual([
    ["move", 232, 27],
    ["line", 250, 27],
    ["line", 250, 285],
    ["line", -18, 285],
    ["line", -18, 327],
    ["line", 0, 327],
  ]);
  expect(drawn((path) => edgePath(path, { ...ends, isTool: true }, true))).toEqual([
    ["move", 116, 128],
    ["line", 548, 100],
  ]);
});
