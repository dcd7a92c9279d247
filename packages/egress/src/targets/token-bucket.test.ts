import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRates, TokenBucket } from "./token-bucket.ts";

test("over any time no more go out than the rate and one burst, divided among the processes", () => {
  const asks = fc.array(fc.nat(50), { minLength: 1, maxLength: 500 });
  fc.assert(
    fc.property(asks, fc.integer({ min: 1, max: 5 }), (pauses, processes) => {
      const bucket = new TokenBucket({ count: 100, perMs: 1_000 }, 0);
      bucket.divideBy(processes);
      let [now, taken] = [0, 0];
      for (const pause of pauses) {
        now += pause;
        if (bucket.take(now) === 0) taken += 1;
      }
      const share = 100 / processes;
      expect(taken).toBeLessThanOrEqual(share + (now / 1_000) * share + 1);
    }),
  );
});

test("it says when there is one again, and then there is", () => {
  const bucket = new TokenBucket({ count: 1, perMs: 1_000 }, 0);
  expect([bucket.take(0), bucket.take(0), bucket.take(500), bucket.take(1_000)]).toEqual([0, 1_000, 500, 0]);
});

test("rates are read by host, or host and model; nonsense is told", () => {
  expect([...parseRates("API.example.com=10/s, models.example.com gpt=500/m")]).toEqual([
    ["api.example.com", { count: 10, perMs: 1_000 }],
    ["models.example.com gpt", { count: 500, perMs: 60_000 }],
  ]);
  expect(() => parseRates("api=fast")).toThrow('ORRERY_TARGET_RATES has "api=fast"');
});
