import fc from "fast-check";
import { expect, test } from "vitest";
import { findInJson, type Json, type JsonHit, jsonAt, jsonMember, jsonPart, partLimits } from "../index.ts";

const json: fc.Arbitrary<Json> = fc.jsonValue({ depthSize: "small" }).map((value) => JSON.parse(JSON.stringify(value)));

test("a page of a list holds what stands there, and says how many there are", () => {
  const list = Array.from({ length: 250 }, (_, index) => ({ n: index }));
  const part = jsonPart({ list }, { path: ["list"], offset: 200 });
  expect({ kind: part?.kind, size: part?.size, first: part?.members[0], count: part?.members.length }).toEqual({
    kind: "list",
    size: 250,
    first: { key: 200, kind: "object", size: 1, sample: { n: 200 }, cut: false },
    count: 50,
  });
  expect(jsonPart({ list }, { path: ["gone"], offset: 0 })).toBe(null);
  expect(jsonPart({ list }, { path: ["list", 3, "n"], offset: 0 })).toMatchObject({ kind: "number", text: "3" });
  expect(jsonPart({ list }, { path: ["toString"], offset: 0 })).toBe(null);
});

test("a page of a text is a piece of it", () => {
  const text = "ab".repeat(partLimits.characters);
  const part = jsonPart(text, { path: [], offset: partLimits.characters });
  expect({ size: part?.size, length: part?.text.length }).toEqual({ size: text.length, length: partLimits.characters });
});

test("a sample is the value itself where it is small, and never much larger than its room", () => {
  fc.assert(
    fc.property(json, (value) => {
      const whole = jsonMember("a", value, 1_000_000);
      expect(whole.cut ? null : whole.sample).toEqual(value);
      const small = jsonMember("a", value, 50);
      if (!small.cut) expect(small.sample).toEqual(value);
      expect(jsonAt(value, [])).toEqual(value);
    }),
  );
  const large = jsonMember(
    "a",
    Array.from({ length: 10_000 }, () => ({ text: "x".repeat(100) })),
  );
  expect(large.cut).toBe(true);
  expect(JSON.stringify(large.sample).length).toBeLessThan(2 * partLimits.sample);
});

test("a text is found in names and values, with the way there", () => {
  const hits: JsonHit[] = [];
  findInJson({ items: [{ name: "Ada" }, { Adamant: [1] }], n: 42 }, "ada", { hits, most: 10 });
  expect(hits).toEqual([
    { path: ["items", 0, "name"], words: "Ada" },
    { path: ["items", 1, "Adamant"], words: "Adamant" },
  ]);
  const one: JsonHit[] = [];
  findInJson(["a", "a"], "a", { hits: one, most: 1 });
  expect(one).toHaveLength(1);
});
