import type { Json } from "@orrery/graph";
import { readFileWord } from "../read-file-word.ts";

export interface RunWords {
  readonly file: string;
  readonly input: Json;
  readonly json: boolean;
  readonly wait: boolean;
}

/** Words that cannot be meant; the message is for people. */
export class UsageProblem extends Error {}

const usage = "Usage: pnpm orrery run FILE [--input JSON|@FILE] [--json] [--wait]";

function readInput(text: string, env: Readonly<Record<string, string | undefined>>): Json {
  const json = text.startsWith("@") ? readFileWord(text.slice(1), env) : text;
  try {
    return JSON.parse(json) as Json;
  } catch {
    const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text;
    throw new UsageProblem(
      `The input is not JSON: ${shown}\nWrite it as --input '{"name": "value"}' or --input @file.json.`,
    );
  }
}

/**
 * Reads the words after `run`. Without `--input` the input is `{}`.
 * @throws UsageProblem, and FileProblem for an input file that cannot be read.
 */
export function readRunWords(words: readonly string[], env: Readonly<Record<string, string | undefined>>): RunWords {
  let file: string | null = null;
  let input: string | null = null;
  const flags = new Set<string>();
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === "--json" || word === "--wait") flags.add(word);
    else if (word === "--input") {
      input = left.shift() ?? null;
      if (input === null) throw new UsageProblem(`--input needs JSON, or @ and a file.\n${usage}`);
    } else if (word.startsWith("--input=")) input = word.slice("--input=".length);
    else if (word.startsWith("-") && word !== "-") throw new UsageProblem(`run does not know ${word}.\n${usage}`);
    else if (file === null) file = word;
    else throw new UsageProblem(`run takes one file, not also ${word}.\n${usage}`);
  }
  if (file === null) throw new UsageProblem(usage);
  return {
    file,
    input: input === null ? {} : readInput(input, env),
    json: flags.has("--json"),
    wait: flags.has("--wait"),
  };
}
