import { expect, test } from "vitest";
import { createOpeningAllowance } from "./opening-allowance.ts";

test("a key has so many at once, and gets them back as time goes; another key has its own", () => {
  const clock = { at: 0 };
  const allowance = createOpeningAllowance({ atOnce: 3, perSecond: 2, now: () => clock.at });
  const takes = (key: string, count: number) => Array.from({ length: count }, () => allowance.take(key));
  expect(takes("a", 5)).toEqual([true, true, true, false, false]);
  expect(takes("b", 1)).toEqual([true]);
  clock.at = 499;
  expect(takes("a", 1)).toEqual([false]);
  clock.at = 1_000;
  expect(takes("a", 3)).toEqual([true, true, false]);
  clock.at = 60_000;
  expect(takes("a", 4)).toEqual([true, true, true, false]);
});
