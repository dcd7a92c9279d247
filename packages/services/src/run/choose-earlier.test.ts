import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseEarlier, type Exchange } from "./choose-earlier.ts";

const exchange = fc.record({ text: fc.string({ unit: "binary" }), answer: fc.string({ unit: "binary" }) });
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value), "utf8");

test("exchanges are messages, oldest first", () => {
  expect(
    chooseEarlier([
      { text: "Hi", answer: "Hello." },
      { text: "Who am I?", answer: "Ada." },
    ]),
  ).toEqual([
    { role: "user", text: "Hi" },
    { role: "assistant", text: "Hello." },
    { role: "user", text: "Who am I?" },
    { role: "assistant", text: "Ada." },
  ]);
});

test("nothing is taken that is older than what did not fit", () => {
  const long = { text: "x".repeat(500), answer: "y" };
  const short = { text: "a", answer: "b" };
  expect(chooseEarlier([short, long, short], { exchanges: 200, bytes: 400 })).toEqual([
    { role: "user", text: "a" },
    { role: "assistant", text: "b" },
  ]);
  expect(chooseEarlier([short, long], { exchanges: 200, bytes: 400 })).toEqual([]);
});

test("what Postgres could not read again is replaced", () => {
  expect(chooseEarlier([{ text: "a\0b", answer: "half \ud83d" }])).toEqual([
    { role: "user", text: "a\ufffdb" },
    { role: "assistant", text: "half \ufffd" },
  ]);
});

test("it is always an unbroken end of the conversation, within both limits", () => {
  fc.assert(
    fc.property(fc.array(exchange), fc.nat(20), fc.nat(2_000), (said: readonly Exchange[], exchanges, bytes) => {
      const chosen = chooseEarlier(said, { exchanges, bytes });
      const all = chooseEarlier(said, { exchanges: said.length + 1, bytes: Number.POSITIVE_INFINITY });
      expect(chosen).toEqual(all.slice(all.length - chosen.length));
      expect(chosen.length % 2).toBe(0);
      expect(chosen.length).toBeLessThanOrEqual(2 * exchanges);
      if (chosen.length > 0) expect(bytesOf(chosen)).toBeLessThanOrEqual(bytes);
    }),
  );
});
