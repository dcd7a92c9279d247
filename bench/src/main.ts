import { readFileSync, writeFileSync } from "node:fs";
import { readBenchWords } from "./bench-words.ts";
import type { Measure } from "./benchmark.ts";
import { benchmarks } from "./benchmarks.ts";
import { type House, openHouse } from "./house.ts";
import { describeMachine } from "./machine.ts";
import { measureCommits } from "./raw-commit.ts";
import { judge, type Report, type Result, reportTable } from "./report.ts";
import { putReport } from "./report-page.ts";

const measures = benchmarks.flatMap((benchmark) => benchmark.measures);
let failures = 0;

try {
  const words = readBenchWords(
    process.argv.slice(2),
    measures.map(({ name }) => name),
  );
  const report = await measure(words.only);
  console.log(`\n${reportTable(report, measures)}`);
  if (words.page !== null) {
    const on = new Date().toISOString().slice(0, 10);
    writeFileSync(words.page, putReport(readFileSync(words.page, "utf8"), report, { measures, on }));
  }
  if (words.jsonFile !== null) writeFileSync(words.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
} catch (error) {
  failed("The benchmarks", error);
}
// A missed target is a figure; only what could not be measured is a failure.
process.exit(failures === 0 ? 0 : 1);

async function measure(only: readonly string[]): Promise<Report> {
  const house = await openHouse();
  const onSignal = (): void => {
    void house.close().finally(() => process.exit(1));
  };
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);
  try {
    const { postgresVersion, ...commits } = await measureCommits(house.databaseUrl);
    const machine = describeMachine(postgresVersion);
    return { machine, ...commits, results: await runAll(house, only) };
  } finally {
    await house.close();
  }
}

async function runAll(house: House, only: readonly string[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const benchmark of benchmarks) {
    const isWanted = ({ name }: Measure) => (only.length === 0 ? benchmark.onRequest !== true : only.includes(name));
    const wanted = benchmark.measures.filter(isWanted);
    if (wanted.length === 0) continue;
    const names = wanted.map(({ name }) => name).join(", ");
    console.log(`${names} ...`);
    try {
      const values = await benchmark.run(house);
      for (const one of wanted) results.push(judge(one, values[one.name] ?? Number.NaN));
    } catch (error) {
      failed(names, error);
    }
  }
  return results;
}

function failed(what: string, error: unknown): void {
  failures += 1;
  console.error(`${what} could not run: ${error instanceof Error ? error.message : String(error)}`);
}
