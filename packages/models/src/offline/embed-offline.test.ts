import { expect, test } from "vitest";
import { embedOffline, offlineDimensions } from "./embed-offline.ts";

const alike = (a: string, b: string): number => {
  const other = embedOffline(b);
  return embedOffline(a).reduce((sum, x, i) => sum + x * (other[i] ?? 0), 0);
};

test("a text has one vector, of length 1", () => {
  const vector = embedOffline("The executor takes runs and drives them.");
  expect(vector.length).toBe(offlineDimensions);
  expect(Array.from(embedOffline("The executor takes runs and drives them."))).toEqual(Array.from(vector));
  expect(alike("The executor takes runs.", "The executor takes runs.")).toBeCloseTo(1, 5);
});

test("words in common, and parts of words, make texts alike; others do not", () => {
  const question = "How are payments refunded?";
  const near = alike(question, "A refund of a payment takes three days.");
  const far = alike(question, "The canvas shows states of nodes.");
  expect(near).toBeGreaterThan(0.3);
  expect(far).toBeLessThan(0.15);
  expect(alike("authentication", "authenticate")).toBeGreaterThan(0.3);
});

test("a text without words has no direction, one of stop words has one", () => {
  expect(embedOffline("?! …").every((x) => x === 0)).toBe(true);
  expect(alike("who is it", "who is it")).toBeCloseTo(1, 5);
});
