import type { GraphJoin } from "@orrery/graph";
import { expect, test } from "vitest";
import { joinWords, readJoin, writeJoin } from "./join-setting.ts";

const JOINS: readonly GraphJoin[] = [
  "any",
  { quorum: 2 },
  { quorum: 1, deadlineMs: 5000 },
  { quorum: 1, cancelRest: true },
  { quorum: 3, deadlineMs: 1000, cancelRest: true },
];

test("what is read from a join is written as the same join", () => {
  expect(JOINS.map((join) => writeJoin(readJoin(join)))).toEqual(JOINS);
});

test("the default is written as nothing", () => {
  expect([undefined, "all" as const].map((join) => writeJoin(readJoin(join)))).toEqual([null, null]);
});

test("the first needs one, however many were needed before", () => {
  expect(writeJoin({ mode: "first", quorum: 3, deadlineMs: 10, cancelRest: false })).toEqual({
    quorum: 1,
    deadlineMs: 10,
  });
});

test("a join is told in a few words", () => {
  expect([undefined, "any" as const, { quorum: 2 }].map((join) => joinWords(join, 3))).toEqual([
    null,
    "the first",
    "2 of 3",
  ]);
});
