import { expect, test } from "vitest";
import { colourOf, freeColour } from "./presence-colour.ts";

test("each of seven has a colour of their own, the same wherever they are alone, and an eighth has one too", () => {
  const keys = Array.from({ length: 8 }, (_one, n) => `person-${n}/tab`);
  const taken: number[] = [];
  for (const key of keys) taken.push(freeColour(key, taken));
  expect(new Set(taken.slice(0, 7)).size).toBe(7);
  expect(freeColour("person-3/tab", [])).toBe(freeColour("person-3/tab", []));
  expect(new Set(taken.slice(0, 7).map(colourOf)).size).toBe(7);
  expect(colourOf(taken[7] ?? 0)).toContain("oklch");
});
