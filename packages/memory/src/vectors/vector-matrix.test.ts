import fc from "fast-check";
import { expect, test } from "vitest";
import { VectorMatrix } from "./vector-matrix.ts";

const all = { now: 0, allowed: null };

function nearestByHand(vectors: ReadonlyMap<string, readonly number[]>, query: readonly number[]): readonly number[] {
  return [...vectors.values()]
    .map((vector) => vector.reduce((sum, x, i) => sum + x * (query[i] ?? 0), 0))
    .toSorted((a, b) => b - a);
}

test("after any additions, changes and removals the nearest are those that plain arithmetic finds", () => {
  const small = fc.integer({ min: -8, max: 8 });
  const change = (dimensions: number) =>
    fc.record({
      id: fc.integer({ min: 0, max: 12 }).map(String),
      vector: fc.option(fc.array(small, { minLength: dimensions, maxLength: dimensions })),
    });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }).chain((dimensions) =>
        fc.record({
          dimensions: fc.constant(dimensions),
          changes: fc.array(change(dimensions), { maxLength: 40 }),
          query: fc.array(small, { minLength: dimensions, maxLength: dimensions }),
          limit: fc.integer({ min: 1, max: 15 }),
        }),
      ),
      ({ dimensions, changes, query, limit }) => {
        const matrix = new VectorMatrix(dimensions);
        const kept = new Map<string, readonly number[]>();
        for (const { id, vector } of changes) {
          if (vector === null) {
            matrix.delete(id);
            kept.delete(id);
          } else {
            matrix.set(id, Float32Array.from(vector), null);
            kept.set(id, vector);
          }
        }
        const found = matrix.nearest(Float32Array.from(query), { ...all, limit });
        // Small whole numbers are exact as floats.
        expect(found.map(({ similarity }) => similarity)).toEqual(nearestByHand(kept, query).slice(0, limit));
        for (const { id, similarity } of found) {
          expect(similarity).toBe(kept.get(id)?.reduce((sum, x, i) => sum + x * (query[i] ?? 0), 0));
        }
        expect([matrix.size, new Set(found.map(({ id }) => id)).size]).toEqual([kept.size, found.length]);
      },
    ),
  );
});

test("grows far beyond its first room", () => {
  const matrix = new VectorMatrix(384);
  for (let i = 0; i < 3_000; i += 1) matrix.set(String(i), new Float32Array(384).fill(i / 3_000), null);
  expect(matrix.nearest(new Float32Array(384).fill(1), { ...all, limit: 2 }).map(({ id }) => id)).toEqual([
    "2999",
    "2998",
  ]);
});

test("what has expired, and what is not allowed, is passed over without taking a place", () => {
  const matrix = new VectorMatrix(2);
  matrix.set("old", Float32Array.of(3, 0), 100);
  matrix.set("other", Float32Array.of(2, 0), null);
  matrix.set("mine", Float32Array.of(1, 0), 101);
  const query = Float32Array.of(1, 0);
  const ids = (now: number, allowed: ReadonlySet<string> | null, limit: number) =>
    matrix.nearest(query, { now, allowed, limit }).map(({ id }) => id);
  expect([ids(99, null, 1), ids(100, null, 3), ids(100, new Set(["mine", "old"]), 1)]).toEqual([
    ["old"],
    ["other", "mine"],
    ["mine"],
  ]);
});
