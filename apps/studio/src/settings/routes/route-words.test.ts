import type { RouteRow } from "@orrery/services";
import { expect, test } from "vitest";
import { figureWords, reasonWords, routeWords } from "./route-words.ts";

const member = {
  ...{ model: "there/a", weight: 2, answers: 0.9, speed: 0.5, thrift: 1, score: 0.9 },
  figures: { calls: 8, failed: 1, logLatency: { mean: Math.log(1_200), deviation: 0 }, usd: 0.002 },
};

const never = { ...member, weight: 1, figures: { calls: 0, failed: 0, logLatency: null, usd: null } };

test("a route, what was seen of its members, and the reasons are told in words", () => {
  const route: RouteRow = {
    ...({ name: "fast", mode: "adaptive", fallbackOn: "transient", timeoutMs: 30_000, hedgeAfterMs: 2_000 } as const),
    ...{ frozenAt: Date.UTC(2026, 10, 24), members: [member, never] },
  };
  expect([routeWords(route), figureWords(member), figureWords(never), reasonWords(member), reasonWords(never)]).toEqual(
    [
      "By what was seen of each · the next only after an error that may pass · each at most 30 s · the next beside it after 2 s · frozen since 2026-11-24",
      "8 calls in the last week, 1 failed · about 1.2 s each · $0.0020 each",
      "no calls in the last week",
      "answers 90 % × weight 2 × speed 50 % × thrift 100 % = 90 %",
      "answers 90 % × speed 50 % × thrift 100 % = 90 %",
    ],
  );
});
