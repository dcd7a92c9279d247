import { rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runCommand } from "./run-command.ts";
import { readReport, type Tally, tallyChaos, tallyPlaywright, tallyVitest } from "./tally.ts";

/** Runs one suite, prints what went wrong in it, and counts. */
export type Suite = { readonly name: string; readonly run: () => Promise<Tally> };

/** A check passes or fails as a whole: it counts as one test. Its words are printed when it fails. */
function check(name: string, ...run: [string, ...string[]]): Suite {
  return {
    name,
    run: async () => {
      const { code, output, seconds } = await runCommand({ run });
      tell(name, code === 0, seconds, code === 0 ? "" : output);
      return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

/** Projects of vitest.config.ts, side by side. */
function vitest(label: string, ...projects: readonly string[]): Suite {
  return {
    name: label,
    run: async () => {
      const file = reportFile(projects.join("-"));
      const named = projects.map((project) => `--project=${project}`);
      const { code, output, seconds } = await runCommand({
        run: ["vitest", "run", ...named, "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`],
        env: { NO_COLOR: "1" },
      });
      const tally = tallyVitest(readReport(file), code);
      tell(label, tally.failed === 0, seconds, tally.failed === 0 ? "" : output, tally);
      return tally;
    },
  };
}

function playwright(): Suite {
  return {
    name: "e2e",
    run: async () => {
      const file = reportFile("e2e");
      const { code, seconds } = await runCommand({
        run: ["e2e/node_modules/.bin/playwright", "test", "--config=e2e/playwright.config.ts", "--reporter=list,json"],
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
        show: true,
      });
      const tally = tallyPlaywright(readReport(file), code);
      tell("e2e", tally.failed === 0, seconds, "", tally);
      return tally;
    },
  };
}

/** A minute of kills and restarts under load; `pnpm chaos` in docs/reliability.md. */
function chaos(): Suite {
  return {
    name: "chaos",
    run: async () => {
      const file = reportFile("chaos");
      const { code, output, seconds } = await runCommand({
        run: ["node", "--disable-warning=ExperimentalWarning", "chaos/src/main.ts", "--seconds", "45", "--json", file],
      });
      const tally = tallyChaos(readReport(file), code);
      tell("chaos", tally.failed === 0, seconds, tally.failed === 0 ? "" : output, tally);
      return tally;
    },
  };
}

/** What needs no database: under a minute. */
export const VERIFY: readonly Suite[] = [
  check("format and lint", "biome", "check", "--error-on-warnings", "."),
  check("types", "tsc", "--noEmit"),
  check("who imports whom", "node", "scripts/check-imports.ts"),
  check("pure packages", "node", "scripts/check-pure.ts"),
  check("dead code", "knip"),
  check("documents", "node", "scripts/check-documents.ts"),
  check("deploy files", "node", "scripts/check-deploy.ts"),
  vitest("pure tests", "pure", "unit"),
];

/**
 * What needs Postgres, real processes and a browser.
 * @param withoutBrowser why there is no browser: the end-to-end tests are then reported as not run, which is a failure.
 */
export function restSuites(withoutBrowser?: string): readonly Suite[] {
  const endToEnd = withoutBrowser === undefined ? playwright() : notRun("e2e", withoutBrowser);
  return [
    vitest("simulator", "sim"),
    vitest("database tests", "db"),
    vitest("process tests", "proc"),
    endToEnd,
    chaos(),
  ];
}

function notRun(name: string, reason: string): Suite {
  return {
    name,
    run: async () => {
      tell(name, false, 0, `Not run. ${reason}`);
      return { passed: 0, failed: 1 };
    },
  };
}

/** Runs suites, `lanes` at a time, in order. */
export async function runSuites(suites: readonly Suite[], lanes: number): Promise<readonly Tally[]> {
  const waiting = [...suites];
  const tallies: Tally[] = [];
  const lane = async (): Promise<void> => {
    for (let suite = waiting.shift(); suite !== undefined; suite = waiting.shift()) tallies.push(await suite.run());
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return tallies;
}

function tell(name: string, isGood: boolean, seconds: number, output: string, tally?: Tally): void {
  const count = tally === undefined ? "" : `   ${tally.passed} passed, ${tally.failed} failed`;
  console.log(`${isGood ? "ok  " : "FAIL"} ${name.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s${count}`);
  if (output !== "") console.log(output.replace(/^/gm, "     "));
}

function reportFile(name: string): string {
  const file = join(ROOT, "node_modules/.cache/reports", `${name}.json`);
  rmSync(file, { force: true });
  return file;
}
