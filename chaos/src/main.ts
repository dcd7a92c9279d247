import { randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { reportTable } from "@orrery/bench";
import { readChaosWords } from "./chaos-words.ts";
import { type ChaosResult, runChaos } from "./run-chaos.ts";
import { createUndo } from "./stage/undo.ts";
import { measures } from "./verdict/verdict.ts";

const faultsShown = 20;
const undo = createUndo();
let ending: Promise<void> | undefined;

/** Ends everything once, whoever asks first. */
function endAll(): Promise<void> {
  ending ??= undo.run();
  return ending;
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void endAll().then(() => process.exit(130)));
}
process.on("uncaughtException", (error) => {
  console.error(`Chaos failed: ${error.message}`);
  void endAll().then(() => process.exit(1));
});

process.exit(await main());

async function main(): Promise<number> {
  try {
    const { seconds, seed, plant, jsonFile } = readChaosWords(process.argv.slice(2), randomInt(2 ** 32 - 1));
    console.log(`Chaos for ${seconds} s; the same disturbances again with --seed ${seed}`);
    if (plant !== null) console.log(`Every executor has a bug on purpose, ${plant}: this should end with 1`);
    const result = await runChaos(undo, { seconds, seed, plant, say: (line) => console.log(line) });
    await endAll();
    tell(result);
    if (jsonFile !== null) writeFileSync(jsonFile, `${JSON.stringify(result.report, null, 2)}\n`);
    // What is counted is promised; how long recovery takes depends on the machine too, and is an aim.
    return result.report.results.some(({ unit, met }) => unit === "count" && met === false) ? 1 : 0;
  } catch (error) {
    await endAll();
    console.error(`Chaos could not run: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

function tell({ report, verdict, troubles }: ChaosResult): void {
  for (const { kind, runId, words } of verdict.faults.slice(0, faultsShown))
    console.error(`${kind.toUpperCase()} ${runId} ${words}`);
  if (verdict.faults.length > faultsShown) console.error(`and ${verdict.faults.length - faultsShown} more`);
  for (const words of [...verdict.stories, ...troubles.slice(0, faultsShown)]) console.error(words);
  console.log(`\n${reportTable(report, measures)}`);
}
