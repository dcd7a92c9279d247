import { expect, test } from "vitest";
import { readSeed } from "./read-seed.ts";

test("the same seed every time, unless another is asked for", () => {
  expect([undefined, "", "0", "7", "2147483647"].map(readSeed)).toEqual([1, 1, 0, 7, 2_147_483_647]);
  expect(readSeed("random")).toSatisfy((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
});

test.each(["-1", "1.5", "2147483648", "99999999999", "now"])("“%s” is no seed", (text) => {
  expect(() => readSeed(text)).toThrow(`ORRERY_SEED is “random” or a whole number below 2^31, not “${text}”.`);
});
