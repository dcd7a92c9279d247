import { plants } from "./planted/plant-file.ts";

/** What `pnpm chaos` was asked for. */
export interface ChaosWords {
  /** How long work is submitted and disturbed. */
  readonly seconds: number;
  readonly seed: number;
  /** A fault to be made on purpose, to see whether it is found. */
  readonly plant: string | null;
  readonly jsonFile: string | null;
}

const usage = "Usage: pnpm chaos [--seconds N] [--seed S] [--plant BUG] [--json FILE]";

/**
 * Reads `[--seconds N] [--seed S] [--plant BUG] [--json FILE]`: 60 seconds and `anySeed` where nothing is said.
 * @throws Error in one sentence for anything else. Fewer than 20 seconds would leave no time for a lease to pass.
 */
export function readChaosWords(words: readonly string[], anySeed: number): ChaosWords {
  let [seconds, seed] = [60, anySeed];
  let jsonFile: string | null = null;
  let plant: string | null = null;
  const rest = words[0] === "--" ? words.slice(1) : words;
  for (let at = 0; at < rest.length; at += 2) {
    const [word, value] = [rest[at], rest[at + 1]];
    if (value === undefined) throw new Error(`"${word}" is not understood. ${usage}`);
    if (word === "--json") jsonFile = value;
    else if (word === "--plant") plant = oneOf(word, value, plants);
    else if (word === "--seconds") seconds = wholeNumber(word, value, [20, 86_400]);
    else if (word === "--seed") seed = wholeNumber(word, value, [0, 2 ** 32 - 1]);
    else throw new Error(`"${word}" is not understood. ${usage}`);
  }
  return { seconds, seed, plant, jsonFile };
}

function oneOf(word: string, text: string, known: readonly string[]): string {
  if (known.includes(text)) return text;
  throw new Error(`${word} must be one of ${known.join(", ")}, not "${text.slice(0, 40)}".`);
}

function wholeNumber(word: string, text: string, [least, most]: readonly [number, number]): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${word} must be a whole number from ${least} to ${most}, not "${text.slice(0, 40)}".`);
}
