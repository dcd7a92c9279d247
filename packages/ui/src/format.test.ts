import fc from "fast-check";
import { expect, test } from "vitest";
import { formatBytes, formatCount, formatUsd } from "./format-amount.ts";
import { formatClock } from "./format-clock.ts";
import { formatDuration } from "./format-duration.ts";
import { formatRelativeTime } from "./format-relative-time.ts";
import { keysOn } from "./keys-on.ts";

test.each([
  [-5, "< 1 ms"],
  [0.4, "< 1 ms"],
  [12.3, "12 ms"],
  [999.4, "999 ms"],
  [999.9, "1 s"],
  [8432, "8.4 s"],
  [9960, "10 s"],
  [59_700, "1 min"],
  [125_000, "2 min 5 s"],
  [11_400_000, "3 h 10 min"],
  [187_200_000, "2 d 4 h"],
])("%d ms reads %s", (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});

test("a duration is always a figure with a unit, and never says 60 of a unit that has a larger one", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e10, noNaN: true }), (ms) => {
      expect(formatDuration(ms)).toMatch(/^(< )?\d+(\.\d)? (ms|s|min|h|d)( \d+ (s|min|h))?$/);
      expect(formatDuration(ms)).not.toMatch(/(^|\s)60 (s|min)|1000 ms/);
    }),
  );
});

const NOON = Date.UTC(2026, 10, 23, 12);
test.each([
  [NOON - 3_000, "just now"],
  [NOON + 3_000, "in a moment"],
  [NOON - 45_000, "45 s ago"],
  [NOON - 5 * 60_000, "5 min ago"],
  [NOON + 2 * 3_600_000, "in 2 h"],
  [NOON - 30 * 3_600_000, "yesterday"],
  [NOON - 4 * 86_400_000, "4 days ago"],
  [NOON + 86_400_000, "in 1 day"],
  [NOON - 40 * 86_400_000, "2026-10-14"],
])("%d reads %s", (at, words) => {
  expect(formatRelativeTime(at, NOON)).toBe(words);
});

test("amounts carry their units", () => {
  expect([0, 812, 4198, 3_355_443].map(formatBytes)).toEqual(["0 B", "812 B", "4.1 KB", "3.2 MB"]);
  expect([97, 2_100, 999_949, 999_951, 1_400_000].map(formatCount)).toEqual(["97", "2.1k", "999.9k", "1M", "1.4M"]);
  expect([0, 0.00001, 0.0034, 0.05, 12].map(formatUsd)).toEqual(["$0.00", "< $0.0001", "$0.0034", "$0.05", "$12.00"]);
});

test.each([
  [new Date(2026, 10, 23, 9, 5), "09:05"],
  [new Date(2026, 10, 22, 23, 59), "22 Nov 23:59"],
  [new Date(2027, 0, 1, 0, 0), "1 Jan 2027 00:00"],
])("%s reads %s by the clock", (at, words) => {
  expect(formatClock(at.getTime(), new Date(2026, 10, 23, 12, 0).getTime())).toBe(words);
});

test.each([
  ["⌘↵", "⌘↵", "Ctrl ↵"],
  ["⇧⌘Z", "⇧⌘Z", "Ctrl Shift Z"],
  ["/", "/", "/"],
])("the keys %s read %s on an Apple keyboard and %s elsewhere", (keys, apple, other) => {
  expect([keysOn(keys, true), keysOn(keys, false)]).toEqual([apple, other]);
});
