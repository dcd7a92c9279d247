import fc from "fast-check";
import { expect, test } from "vitest";
import { type Path, spanInString, spanOfValue } from "./json-source.ts";

/** Every value of a document with its path. */
function everyPlace(value: unknown, path: Path = []): readonly (readonly [Path, unknown])[] {
  const inner =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, member]) =>
          everyPlace(member, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [[path, value], ...inner];
}

test("the span of every value of any document holds exactly that value", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (document, indent) => {
      const text = JSON.stringify(document, null, indent);
      for (const [path, value] of everyPlace(JSON.parse(text))) {
        const span = spanOfValue(text, path);
        expect(JSON.parse(text.slice(span?.start, span?.end))).toEqual(value);
      }
    }),
  );
});

test("a range of a decoded string stands where its escapes put it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(), fc.nat(), (decoded, a, b) => {
      const from = Math.min(a, b) % (decoded.length + 1);
      const to = from + (Math.max(a, b) % (decoded.length - from + 1));
      const text = JSON.stringify(decoded);
      const span = spanInString(text, { start: 0, end: text.length }, { start: from, end: to });
      expect(JSON.parse(`"${text.slice(span.start, span.end)}"`)).toBe(decoded.slice(from, to));
    }),
  );
});

test("a path that leads nowhere has no span", () => {
  const text = '{"a": [1, {"b": 2}], "c": "x"}';
  expect([["d"], ["a", 2], ["a", "0"], ["c", 0], ["a", 1, "z"]].map((path) => spanOfValue(text, path))).toEqual(
    Array(5).fill(null),
  );
});
