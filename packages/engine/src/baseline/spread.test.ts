import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../testing/seeded-random.ts";
import { emptySpread, quantile, type Spread, upperLimit, withFigure } from "./spread.ts";

const spreadOf = (figures: readonly number[]): Spread => figures.reduce(withFigure, emptySpread);

test("quantiles are right within a bucket's width", () => {
  const spread = spreadOf(Array.from({ length: 200 }, (_, index) => ((index * 37) % 200) + 100));
  expect(quantile(spread, 0.5)).toBeGreaterThan(200 * 0.9);
  expect(quantile(spread, 0.5)).toBeLessThan(200 * 1.1);
  expect(quantile(spread, 0.99)).toBeGreaterThan(298 * 0.9);
  expect(quantile(spread, 0.99)).toBeLessThan(298 * 1.1);
});

test("nothing seen says nothing, and what is no positive figure is passed over", () => {
  expect([quantile(emptySpread, 0.5), upperLimit(emptySpread, 0.001)]).toEqual([null, null]);
  expect(spreadOf([0, -1, Number.NaN, Number.POSITIVE_INFINITY])).toEqual(emptySpread);
});

test("what is newer weighs more: after a change of level the median follows", () => {
  const spread = spreadOf([...Array<number>(500).fill(100), ...Array<number>(300).fill(400)]);
  expect(quantile(spread, 0.5)).toBeGreaterThan(350);
});

test("a quantile lies within what was seen, grows with its share, and the limit is above the tail", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 80 }),
      (figures) => {
        const spread = spreadOf(figures);
        const [low, middle, high] = [0.1, 0.5, 0.9].map((share) => quantile(spread, share) ?? Number.NaN);
        expect(low).toBeLessThanOrEqual(middle ?? 0);
        expect(middle).toBeLessThanOrEqual(high ?? 0);
        expect(low).toBeGreaterThanOrEqual(Math.min(...figures) / 1.11);
        expect(high).toBeLessThanOrEqual(Math.max(...figures) * 1.11);
        expect(upperLimit(spread, 0.001)).toBeGreaterThan(quantile(spread, 0.75) ?? 0);
      },
    ),
  );
});

test("of a power law, the kind of tail that the limit is made for, no more than the promised share passes it", () => {
  const random = seededRandom(7);
  const draw = (): number => 100 * (1 - random()) ** (-1 / 3);
  let [passed, drawn] = [0, 0];
  for (let node = 0; node < 60; node += 1) {
    let spread = emptySpread;
    for (let run = 0; run < 400; run += 1) {
      const figure = draw();
      const limit = upperLimit(spread, 0.001);
      if (run >= 30 && limit !== null) {
        drawn += 1;
        if (figure > limit) passed += 1;
      }
      spread = withFigure(spread, figure);
    }
  }
  expect(drawn).toBe(60 * 370);
  expect(passed / drawn).toBeLessThan(0.002);
});
