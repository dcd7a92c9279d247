import { expect, test } from "vitest";
import { outputDifference } from "./output-difference.ts";

const of = (preview: string | null, bytes = preview?.length ?? 0) => ({ bytes, preview });

test.each([
  ["the same text", of('{"a":1}'), of('{"a":1}'), "same"],
  ["the same keys in another order", of('{"a":1,"b":2}'), of('{"b":2,"a":1}'), "same"],
  ["another value", of('{"a":1,"b":2}'), of('{"b":1,"a":2}'), "other"],
  ["another length", of('{"a":1}'), of('{"a":10}'), "other"],
  ["a beginning that is the same", of('{"a":"xx', 900), of('{"a":"xx', 900), "unknown"],
  ["a beginning that differs", of('{"a":"xx', 900), of('{"a":"xy', 900), "other"],
  ["a beginning that has not come", of(null, 7), of('{"a":1}'), "unknown"],
] as const)("%s", (_what, first, second, said) => {
  expect(outputDifference(first, second)).toBe(said);
  expect(outputDifference(second, first)).toBe(said);
});
