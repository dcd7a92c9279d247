import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "files");

/** The files of the four tools that tests import, as `n8n/chat-agent.json`. Written by us from the documented formats. */
export const sampleNames: readonly string[] = readdirSync(folder)
  .flatMap((tool) => readdirSync(join(folder, tool)).map((name) => `${tool}/${name}`))
  .filter((name) => !name.endsWith(".expected.json"))
  .toSorted();

export function readSample(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

/** What is expected of a sample: the report, what the compiler says, and how its nodes are wired. */
export function readExpected(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, `${name}.expected.json`), "utf8"));
}
