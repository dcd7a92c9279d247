import { describe, expect, test } from "vitest";
import { addTallies, tallyChaos, tallyLine, tallyPlaywright, tallyVitest } from "./tally.ts";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe("tallyVitest", () => {
  test("counts tests", () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [file("passed", "passed"), file("failed", "failed")],
    };
    expect(tallyVitest(report, 1)).toEqual({ passed: 3, failed: 1 });
  });

  test("a file that could not be loaded is a failed test", () => {
    const report = { numPassedTests: 3, numFailedTests: 0, testResults: [file("passed", "passed"), file("failed")] };
    expect(tallyVitest(report, 1)).toEqual({ passed: 3, failed: 1 });
  });

  test("a run that crashed, with a report or without one, is a failed test", () => {
    const report = { numPassedTests: 3, numFailedTests: 0, testResults: [file("passed", "passed")] };
    expect([tallyVitest(report, 1), tallyVitest(undefined, 137), tallyVitest("{", 0)]).toEqual([
      { passed: 3, failed: 1 },
      { passed: 0, failed: 1 },
      { passed: 0, failed: 1 },
    ]);
  });
});

test("tallyPlaywright: what passed in the end has passed, and a crash has not", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 1 };
  expect([
    tallyPlaywright({ stats }, 1),
    tallyPlaywright({ stats: { ...stats, unexpected: 0 } }, 1),
    tallyPlaywright({ stats: { ...stats, unexpected: 0 } }, 0),
    tallyPlaywright(undefined, 0),
  ]).toEqual([
    { passed: 6, failed: 1 },
    { passed: 6, failed: 1 },
    { passed: 6, failed: 0 },
    { passed: 0, failed: 1 },
  ]);
});

test("tallyChaos: promises count, figures and aims do not, and a crash is a failure", () => {
  const kept = { unit: "count", met: true };
  const others = [
    { unit: "count", met: null },
    { unit: "ms", met: false },
  ];
  expect([
    tallyChaos({ results: [kept, kept, ...others] }, 0),
    tallyChaos({ results: [kept, { unit: "count", met: false }, ...others] }, 1),
    tallyChaos({ results: [kept, ...others] }, 1),
    tallyChaos(undefined, 0),
  ]).toEqual([
    { passed: 2, failed: 0 },
    { passed: 1, failed: 1 },
    { passed: 1, failed: 1 },
    { passed: 0, failed: 1 },
  ]);
});

test("the last line", () => {
  expect(
    tallyLine(
      addTallies([
        { passed: 1, failed: 0 },
        { passed: 41, failed: 2 },
      ]),
    ),
  ).toBe("42 passed, 2 failed");
});
