import { expect, test } from "vitest";
import { isWorthTelling, type LastTold } from "./is-worth-telling.ts";

const hour = 3_600_000;
const rules = { quietMs: hour, now: 10 * hour };
const told = (what: LastTold["what"], ago: number): LastTold => ({ what, at: rules.now - ago });

test.each<[string, Parameters<typeof isWorthTelling>[0]["news"], LastTold | null, boolean]>([
  ["the first of it", "begins", null, true],
  ["what goes on and was never told", "goes-on", null, true],
  ["what goes on, within the quiet time", "goes-on", told("deviation", hour - 1), false],
  ["what goes on, after it", "goes-on", told("deviation", hour), true],
  ["what begins again soon after it was over", "begins", told("usual", 1), false],
  ["what begins again later", "begins", told("usual", hour), true],
  ["the end of what was told", "ends", told("deviation", 5 * hour), true],
  ["the end of what nobody was told", "ends", null, false],
  ["the end a second time", "ends", told("usual", 1), false],
])("%s: %s", (_name, news, last, isTold) => {
  expect(isWorthTelling({ news, since: 0 }, last, rules)).toBe(isTold);
});
