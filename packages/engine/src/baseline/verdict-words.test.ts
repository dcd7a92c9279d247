import { expect, test } from "vitest";
import type { Verdict } from "./verdict.ts";
import { verdictSchema } from "./verdict-schema.ts";
import { verdictWords } from "./verdict-words.ts";

const time = { kind: "time", value: 2_040, usual: 600, p99: 912, times: 3.4, runs: 212 } as const;

test.each<[Verdict, string]>([
  [time, "3.4× slower than usual (2 s; 99 of 100 take up to 910 ms; 212 runs)"],
  [{ ...time, lasting: 9 }, "3.4× slower than usual for the last 9 runs (2 s; 99 of 100 take up to 910 ms; 212 runs)"],
  [
    { kind: "cost", value: 0.0512, usual: 0.004, p99: 0.01, times: 12.8, runs: 31 },
    "13× dearer than usual ($0.051; 99 of 100 take up to $0.01; 31 runs)",
  ],
  [
    { kind: "errors", share: 0.625, of: 8, usual: 0.01, runs: 100 },
    "fails more often than usual: 63 % of the last 8 runs, usually 1 % (100 runs)",
  ],
  [
    { kind: "errors", share: 1, of: 1, usual: 0, runs: 100 },
    "fails more often than usual: 100 % of the last run, usually 0 % (100 runs)",
  ],
  [
    { kind: "path", handle: "refused", usual: 0.0021, runs: 240 },
    "took “refused”, which about 0.21 % of runs do (240 runs)",
  ],
  [{ kind: "path", handle: "b", usual: 0.0001, runs: 900 }, "took “b”, which less than 0.1 % of runs do (900 runs)"],
])("%j", (verdict, words) => {
  expect(verdictWords(verdictSchema.parse(JSON.parse(JSON.stringify(verdict))))).toBe(words);
});
