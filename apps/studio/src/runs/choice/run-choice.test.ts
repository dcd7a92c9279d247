import { expect, test } from "vitest";
import { NOTHING_TICKED, type RunChoice, tick, tickAll } from "./run-choice.ts";

const shown = ["a", "b", "c", "d", "e"];
const ids = (choice: RunChoice) => [...choice.ids].sort();

test("a range goes from the last one to this one, either way, and unticks as well", () => {
  const one = tick(NOTHING_TICKED, { id: "d", isTicked: true, isRange: false }, shown);
  const up = tick(one, { id: "b", isTicked: true, isRange: true }, shown);
  expect(ids(up)).toEqual(["b", "c", "d"]);
  const all = tick(up, { id: "e", isTicked: true, isRange: true }, shown);
  expect(ids(all)).toEqual(["b", "c", "d", "e"]);
  expect(ids(tick(all, { id: "c", isTicked: false, isRange: true }, shown))).toEqual(["b"]);
});

test("a range that begins on another page is this one alone", () => {
  const there = tick(NOTHING_TICKED, { id: "z", isTicked: true, isRange: false }, ["z"]);
  expect(ids(tick(there, { id: "c", isTicked: true, isRange: true }, shown))).toEqual(["c", "z"]);
  expect(ids(tick(NOTHING_TICKED, { id: "c", isTicked: true, isRange: true }, shown))).toEqual(["c"]);
});

test("all that are shown, beside those of other pages", () => {
  const there = tick(NOTHING_TICKED, { id: "z", isTicked: true, isRange: false }, ["z"]);
  const all = tickAll(there, shown, true);
  expect(ids(all)).toEqual([...shown, "z"]);
  expect(ids(tickAll(all, shown, false))).toEqual(["z"]);
});
