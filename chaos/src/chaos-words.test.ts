import { expect, test } from "vitest";
import { readChaosWords } from "./chaos-words.ts";

test("what is not said is a minute and the seed that chance gave", () => {
  expect(readChaosWords([], 7)).toEqual({ seconds: 60, seed: 7, plant: null, jsonFile: null });
  expect(
    readChaosWords(["--", "--seed", "0", "--seconds", "600", "--json", "out.json", "--plant", "no-fence"], 7),
  ).toEqual({
    seconds: 600,
    seed: 0,
    plant: "no-fence",
    jsonFile: "out.json",
  });
});

test("anything else is refused in a sentence", () => {
  const said = (...words: string[]): string => {
    try {
      return JSON.stringify(readChaosWords(words, 7));
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
  };
  expect([
    said("--seconds"),
    said("--seconds", "5"),
    said("--seed", "-1"),
    said("--seed", "1.5"),
    said("--seed", " "),
    said("--plant", "tulip"),
    said("--loud", "1"),
  ]).toEqual([
    '"--seconds" is not understood. Usage: pnpm chaos [--seconds N] [--seed S] [--plant BUG] [--json FILE]',
    '--seconds must be a whole number from 20 to 86400, not "5".',
    '--seed must be a whole number from 0 to 4294967295, not "-1".',
    '--seed must be a whole number from 0 to 4294967295, not "1.5".',
    '--seed must be a whole number from 0 to 4294967295, not " ".',
    '--plant must be one of no-fence, effect-first, silent-resend, not "tulip".',
    '"--loud" is not understood. Usage: pnpm chaos [--seconds N] [--seed S] [--plant BUG] [--json FILE]',
  ]);
});
