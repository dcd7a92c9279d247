import { expect, test } from "vitest";
import { putReport } from "./report-page.ts";

const report = {
  machine: "a machine, load 0.1",
  rawCommitMs: 0.5,
  groupCommitRowsPerS: 9000,
  results: [{ name: "fan_ms", unit: "ms", value: 41, target: 40, met: false }],
};
const measures = [{ name: "fan_ms", unit: "ms", target: { is: "at most", value: 40 } }] as const;

test("the figures stand between the marks, and what is around them stays", () => {
  const page = "# Speed\n<!-- bench: written by pnpm bench --page, not by hand -->\nold\n<!-- /bench -->\nMore.\n";
  const written = putReport(page, report, { measures, on: "2026-11-23" });
  expect(written.split("\n")).toEqual([
    "# Speed",
    "<!-- bench: written by pnpm bench --page, not by hand -->",
    "",
    "Measured on 2026-11-23: a machine, load 0.1. This Postgres committed one row in 0.5 ms, and 9000 rows/s in groups of 200.",
    "",
    "| name | value | unit | target | |",
    "|---|---:|---|---|---|",
    "| `fan_ms` | 41 | ms | at most 40 | **missed** |",
    "",
    "<!-- /bench -->",
    "More.",
    "",
  ]);
  expect(putReport(written, report, { measures, on: "2026-11-23" })).toBe(written);
});

test("a page without marks is refused", () => {
  expect(() => putReport("# Speed\n", report, { measures, on: "2026-11-23" })).toThrow("no place");
});
