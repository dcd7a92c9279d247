import { expect, test } from "vitest";
import { seededChance } from "./seeded-chance.ts";

const times = 20_000;
const mean = (draw: () => number) => Array.from({ length: times }, draw).reduce((sum, one) => sum + one, 0) / times;

test("the same seed gives the same chances, another seed others", () => {
  const draw = (seed: string) => {
    const chance = seededChance(seed);
    return [chance.even(), chance.normal(), chance.beta(2, 3)];
  };
  expect(draw("run ask fast")).toEqual(draw("run ask fast"));
  expect(draw("run ask fast")).not.toEqual(draw("run ask2 fast"));
});

test("chances have the means and spreads that they are named for", () => {
  const chance = seededChance("means");
  expect(mean(() => chance.even())).toBeCloseTo(0.5, 1);
  expect(mean(() => chance.normal())).toBeCloseTo(0, 1);
  expect(mean(() => chance.normal() ** 2)).toBeCloseTo(1, 1);
  expect(mean(() => chance.beta(1, 1))).toBeCloseTo(0.5, 1);
  expect(mean(() => chance.beta(9, 3))).toBeCloseTo(0.75, 1);
});
