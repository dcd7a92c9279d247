import fc from "fast-check";
import { expect, test } from "vitest";
import { retryDelay } from "./retry.ts";

const policy = { maxAttempts: 5, initialMs: 100, factor: 3, maxMs: 1000, jitter: false };
const failed = (failures: number) => ({ failures, class: "transient" }) as const;

test("the pause grows by the factor up to its maximum, then there is none", () => {
  expect([1, 2, 3, 4, 5].map((failures) => retryDelay(policy, failed(failures), 0))).toEqual([
    100,
    300,
    900,
    1000,
    null,
  ]);
});

test("permanent errors and limits are never retried", () => {
  expect(retryDelay(policy, { failures: 1, class: "permanent" }, 0)).toBe(null);
  expect(retryDelay(policy, { failures: 1, class: "limit" }, 0)).toBe(null);
});

test("jitter keeps between half and all of the pause, and never below Retry-After", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, random) => {
      const full = retryDelay(policy, failed(failures), 0) ?? 0;
      const delay = retryDelay({ ...policy, jitter: true }, failed(failures), random) ?? 0;
      expect(delay).toBeGreaterThanOrEqual(full / 2);
      expect(delay).toBeLessThanOrEqual(full);
      const asked = retryDelay({ ...policy, jitter: true }, { ...failed(failures), retryAfterMs: 5000 }, random);
      expect(asked).toBe(5000);
    }),
  );
});
