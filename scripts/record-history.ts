import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { recordStory, STORY_KINDS, typesIn } from "../packages/engine/src/testing/index.ts";

// Adds recorded runs of today's engine to its history: seven of each kind, or as many as the first word says. Records
// that are there are never written again: they say what the engine decided then.

const folder = resolve(import.meta.dirname, "../packages/engine/history");
const ofEach = Number(process.argv[2] ?? 7);
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
} as const;
let seed = present.length * 1_000;

for (const kind of STORY_KINDS) {
  for (let count = 0; count < ofEach; ) {
    seed += 1;
    const lines = recordStory(kind, seed);
    // Longer ones show no more, and shorter ones little.
    if (lines.length < 20 || lines.length > 250 || !typesIn(lines).has(telling[kind])) continue;
    const file = join(folder, `${kind}-${seed}.jsonl`);
    if (existsSync(file)) throw new Error(`${file} is there already.`);
    writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
    count += 1;
  }
}
