import { expect, test } from "vitest";
import { openingViewport, startViewport } from "./opening-viewport.ts";

const SIZE = { width: 800, height: 600 };

test("a small drawing stands in the middle at its own size", () => {
  expect(openingViewport({ x: 100, y: 0, width: 400, height: 200 }, SIZE)).toEqual({ zoom: 1, x: 100, y: 200 });
});

test("a drawing somewhat too wide is shown whole", () => {
  expect(openingViewport({ x: 0, y: 0, width: 930, height: 200 }, SIZE)).toEqual({ zoom: 0.8, x: 28, y: 220 });
});

test("a drawing that would be too small to read begins at its left edge", () => {
  expect(openingViewport({ x: -50, y: 10, width: 9000, height: 300 }, SIZE)).toEqual({ zoom: 0.7, x: 63, y: 188 });
});

test("a high drawing stays clear of the tools", () => {
  expect(openingViewport({ x: 0, y: 0, width: 100, height: 516 }, SIZE)).toEqual({ zoom: 1, x: 350, y: 56 });
});

test("a narrow canvas begins at the first node", () => {
  expect(startViewport({ x: -100, y: 200 })).toEqual({ zoom: 0.9, x: 118, y: -96 });
});
