import { expect, test } from "vitest";
import { stepPlace } from "./step-place.ts";

const COUNTS: Readonly<Record<string, number>> = { each: 5, "each[0]/cell": 3 };
const countOf = (key: string) => COUNTS[key] ?? null;

test.each([
  ["confirm", "confirm"],
  ["each[0]/confirm", "Item 1 of 5 · confirm"],
  ["each[0]/cell[2]/add", "Item 1 of 5 · Item 3 of 3 · add"],
  ["row[1]/add", "Item 2 · add"],
  ["agent#turn.3", "agent turn.3"],
  ["no step!", "no step!"],
])("%s is told as %s", (key, words) => expect(stepPlace(key, countOf)).toBe(words));
