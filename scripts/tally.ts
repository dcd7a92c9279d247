import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/** How many tests of a suite passed and failed. */
export type Tally = { readonly passed: number; readonly failed: number };

export const NOTHING: Tally = { passed: 0, failed: 0 };

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), NOTHING);
}

/** The line that ends a test run. */
export function tallyLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

const chaosReport = z.object({
  results: z.array(z.object({ unit: z.string(), met: z.boolean().nullable() })),
});

/**
 * Reads Vitest's JSON report. A file that could not even be loaded counts as one failed test; so does a run that failed
 * without naming one, or left no report: a suite that crashes must not vanish from the sum.
 * @param exitCode of Vitest.
 */
export function tallyVitest(report: unknown, exitCode: number): Tally {
  const parsed = vitestReport.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = parsed.data;
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  ).length;
  return { passed: numPassedTests, failed: atLeastOneIf(exitCode !== 0, numFailedTests + brokenFiles) };
}

/** Reads Playwright's JSON report by the same rule. A flaky test passed in the end. */
export function tallyPlaywright(report: unknown, exitCode: number): Tally {
  const parsed = playwrightReport.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = parsed.data.stats;
  return { passed: expected + flaky, failed: atLeastOneIf(exitCode !== 0, unexpected) };
}

/** Reads the JSON report of chaos: each promise is a test. What is measured in ms is an aim, and no test. */
export function tallyChaos(report: unknown, exitCode: number): Tally {
  const parsed = chaosReport.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const promises = parsed.data.results.filter(({ unit, met }) => unit === "count" && met !== null);
  const kept = promises.filter(({ met }) => met).length;
  return { passed: kept, failed: atLeastOneIf(exitCode !== 0, promises.length - kept) };
}

/** The JSON in a file; undefined when there is none. */
export function readReport(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function atLeastOneIf(failedRun: boolean, failed: number): number {
  return failedRun ? Math.max(1, failed) : failed;
}
