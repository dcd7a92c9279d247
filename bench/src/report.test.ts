import { expect, test } from "vitest";
import type { Measure } from "./benchmark.ts";
import { judge, reportTable } from "./report.ts";

const chain: Measure = { name: "chain_ms", unit: "ms", target: { is: "at most", value: 150 } };
const runs: Measure = { name: "runs_per_s", unit: "runs/s", target: { is: "at least", value: 600 } };
const fan: Measure = { name: "fan_ms", unit: "ms" };

test("a target is met from its own side, at its value too", () => {
  expect([judge(chain, 150), judge(chain, 150.06), judge(runs, 599.9), judge(runs, 600), judge(fan, 7.126)]).toEqual([
    { name: "chain_ms", unit: "ms", value: 150, target: 150, met: true },
    { name: "chain_ms", unit: "ms", value: 150.1, target: 150, met: false },
    { name: "runs_per_s", unit: "runs/s", value: 599.9, target: 600, met: false },
    { name: "runs_per_s", unit: "runs/s", value: 600, target: 600, met: true },
    { name: "fan_ms", unit: "ms", value: 7.13, target: null, met: null },
  ]);
});

test("the table says what was missed", () => {
  const results = [judge(chain, 151), judge(runs, 1234.5), judge(fan, 7)];
  const report = { machine: "a machine", rawCommitMs: 0.5, groupCommitRowsPerS: 9000, results };
  expect(reportTable(report, [chain, runs, fan]).split("\n")).toEqual([
    "a machine",
    "This machine's Postgres commits one row in 0.5 ms, in groups 9000 rows/s.",
    "",
    "name        value  unit    target",
    "chain_ms      151  ms      at most 150   MISSED",
    "runs_per_s   1235  runs/s  at least 600  met",
    "fan_ms          7  ms",
  ]);
});
