import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSecretMask, HIDDEN, shortestSecret } from "./secret-mask.ts";

const secret = 'sk-"päss/+ word=&01';

function knowing(...values: readonly string[]) {
  const mask = createSecretMask();
  for (const value of values) mask.learn(value);
  return mask;
}

describe("the mask", () => {
  test("hides a value in its usual encodings, at every place", () => {
    const mask = knowing(secret);
    const found = [
      secret,
      `x ${secret} y`,
      JSON.stringify({ a: secret }),
      encodeURIComponent(secret),
      new URLSearchParams({ q: secret }).toString(),
      Buffer.from(secret).toString("hex"),
      Buffer.from(`user:${secret}`).toString("base64"),
      Buffer.from(`a${secret}b`).toString("base64url"),
      Buffer.from(`ab${secret}`).toString("base64"),
    ].map(mask.text);
    expect(found.every((text) => text.includes(HIDDEN))).toBe(true);
  });

  test("hides a value in the bytes of a file, also where it is not ASCII", () => {
    expect(knowing(secret).text(Buffer.from(`x ${secret} y`).toString("latin1"))).toBe(`x ${HIDDEN} y`);
  });

  test("walks JSON with its keys, and gives the same value where there is nothing to hide", () => {
    const mask = knowing("12345678", secret);
    const clean = { a: [1, "x", { b: null }] };
    expect(mask.json(clean)).toBe(clean);
    expect(mask.json({ [secret]: [secret, 12345678, true] })).toEqual({ [HIDDEN]: [HIDDEN, HIDDEN, true] });
  });

  test("does not learn what is too short", () => {
    expect(knowing("abc").text("abc")).toBe("abc");
  });

  test("hides a value however the text that holds it is cut", () => {
    const visible = fc.string({ minLength: shortestSecret, maxLength: 24 }).filter((one) => !HIDDEN.includes(one));
    fc.assert(
      fc.property(visible, fc.string(), fc.string(), fc.array(fc.nat(60)), (value, before, after, cuts) => {
        const mask = knowing(value);
        const whole = `${before}${value}${after}`;
        const stream = mask.pieces();
        const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).toSorted((a, b) => a - b), whole.length];
        const out = places.slice(1).map((place, at) => stream.push(whole.slice(places[at], place)));
        const shown = out.join("") + stream.end();
        expect(shown.includes(value)).toBe(mask.text(whole).includes(value));
        expect(shown).toContain(HIDDEN);
      }),
    );
  });
});
