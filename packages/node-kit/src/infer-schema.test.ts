import type { Json } from "@orrery/graph";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inferSchema, validateJson } from "./index.ts";

const json: fc.Arbitrary<Json> = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)));

test("a sample says its members, and which of them every object of a list has", () => {
  expect(inferSchema({ items: [{ id: 1, note: "a" }, { id: 2 }, { id: null }], empty: [] })).toEqual({
    type: "object",
    properties: {
      items: {
        type: "array",
        items: {
          type: "object",
          properties: { id: { anyOf: [{ type: "number" }, { type: "null" }] }, note: { type: "string" } },
          required: ["id"],
        },
      },
      empty: { type: "array" },
    },
    required: ["items", "empty"],
  });
});

test("the sample always fits the schema that it gave", () => {
  fc.assert(
    fc.property(json, (sample) => {
      expect(validateJson(inferSchema(sample), sample)).toEqual([]);
    }),
  );
});

test("each of the entries of a list fits what is said of them", () => {
  fc.assert(
    fc.property(fc.array(json, { minLength: 1 }), (samples) => {
      const schema = inferSchema(samples);
      for (const sample of samples) expect(validateJson(schema, [sample])).toEqual([]);
    }),
  );
});
