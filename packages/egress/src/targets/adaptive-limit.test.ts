import fc from "fast-check";
import { expect, test } from "vitest";
import { AdaptiveLimit } from "./adaptive-limit.ts";

/**
 * A server that serves `capacity` requests at a time in 100 ms each and lets the others wait, up to three times as many; it
 * refuses the rest. Rounds of as many requests as the limit allows, for a client that always has more.
 */
function afterRounds(capacity: number, rounds: number): number {
  const limit = new AdaptiveLimit();
  let now = 0;
  for (let round = 0; round < rounds; round += 1) {
    const sent = limit.value;
    for (let i = 0; i < sent; i += 1) {
      const isRefused = i >= capacity * 3;
      const ms = isRefused ? 5 : 100 * Math.ceil((i + 1) / capacity);
      limit.take(isRefused ? "refused" : "ok", { startedAt: now, endedAt: now + ms, inFlight: sent - i });
    }
    now += 100 * Math.ceil(sent / capacity);
  }
  return limit.value;
}

test("it settles where the target is busy and not overrun", () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 200 }), (capacity) => {
      const settled = afterRounds(capacity, 400);
      expect(settled).toBeGreaterThanOrEqual(Math.floor(capacity / 2));
      expect(settled).toBeLessThanOrEqual(capacity * 3 + 2);
    }),
    { numRuns: 50 },
  );
});

test("one wave of refusals halves it once; a wave after that halves it again", () => {
  const limit = new AdaptiveLimit();
  const before = limit.value;
  for (let i = 0; i < 20; i += 1) limit.take("refused", { startedAt: 0, endedAt: 10 + i, inFlight: 20 });
  expect(limit.value).toBe(before / 2);
  limit.take("refused", { startedAt: 100, endedAt: 110, inFlight: 20 });
  expect(limit.value).toBe(before / 4);
});

test("slow and fast answers of one target are not taken for overload", () => {
  const limit = new AdaptiveLimit();
  for (let i = 0; i < 2_000; i += 1) {
    limit.take("ok", { startedAt: i * 10, endedAt: i * 10 + (i % 2 === 0 ? 20 : 2_000), inFlight: 40 });
  }
  expect(limit.value).toBeGreaterThanOrEqual(64);
});

test("whatever happens, it is between 1 and 1024, and at least one request may go", () => {
  const signal = fc.constantFrom("ok" as const, "refused" as const, "failed" as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(signal, fc.nat(5_000), fc.nat(2_000)), { maxLength: 400 }), (samples) => {
      const limit = new AdaptiveLimit();
      let now = 0;
      for (const [what, ms, inFlight] of samples) {
        now += 7;
        limit.take(what, { startedAt: now, endedAt: now + ms, inFlight });
        expect(limit.value).toBeGreaterThanOrEqual(1);
        expect(limit.value).toBeLessThanOrEqual(1_024);
      }
    }),
  );
});
