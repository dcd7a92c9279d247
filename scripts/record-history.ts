import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { recordStory, STORY_KINDS, typesIn } from "../packages/engine/src/testing/index.ts";

// Adds recorded runs of today's engine to its history: seven of each kind, or as many as the first word says, of the kinds
// that further words name. Records that are there are never written again: they say what the engine decided then.

const folder = resolve(import.meta.dirname, "../packages/engine/history");
const ofEach = Number(process.argv[2] ?? 7);
const kinds =
  process.argv.length > 3 ? STORY_KINDS.filter((kind) => process.argv.slice(3).includes(kind)) : STORY_KINDS;
const present = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
/** Without such a row a story does not tell what it is told for. */
const telling = {
  plain: "run.succeeded",
  failures: "step.retrying",
  waits: "step.resumed",
  cancel: "run.cancelling",
  pause: "run.resumed",
  breakpoints: "run.paused",
  crash: "step.uncertain",
  undo: "run.failing",
  budget: "run.failing",
  cached: "step.succeeded",
  child: "step.resumed",
  dollars: "budget.settled",
  fork: "step.reused",
  placement: "step.succeeded",
  signal: "step.resumed",
  asking: "step.asked",
  pins: "run.pinned",
} as const;
/** What else has to stand in some line of it. */
const WORDS: Readonly<Record<string, string>> = {
  cached: '"cached":{',
  child: '"kind":"child"',
  placement: '"do":"move"',
  signal: '"kind":"signal"',
  pins: '"by":"pin"',
};
let seed = present.length * 1_000;

for (const kind of kinds) {
  for (let count = 0; count < ofEach; ) {
    seed += 1;
    const lines = recordStory(kind, seed);
    // Longer ones show no more, and shorter ones little.
    if (lines.length < 20 || lines.length > 250 || !typesIn(lines).has(telling[kind])) continue;
    const words = WORDS[kind];
    if (words !== undefined && !lines.some((line) => JSON.stringify(line).includes(words))) continue;
    const file = join(folder, `${kind}-${seed}.jsonl`);
    if (existsSync(file)) throw new Error(`${file} is there already.`);
    writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
    count += 1;
  }
}
