import { describe, expect, it } from "vitest";
import { anyType, listOf, nullType, numberType, openObjectType, stringType } from "./basic-types.ts";
import { describeType } from "./describe-type.ts";
import { explainMismatch, isAssignable } from "./explain-mismatch.ts";
import type { ExprType } from "./expr-type.ts";
import { memberTypes } from "./member-types.ts";
import { typeFromJsonSchema } from "./type-from-json-schema.ts";
import { unionOf } from "./union-of.ts";

const levels: ExprType = { kind: "string", values: ["low", "high"] };

function object(properties: { readonly [name: string]: ExprType }, optional: readonly string[] = []): ExprType {
  const entries = Object.entries(properties).map(([name, type]) => [name, { type, optional: optional.includes(name) }]);
  return { kind: "object", properties: Object.fromEntries(entries), open: false };
}

describe("typeFromJsonSchema", () => {
  it.each<[string, unknown, ExprType]>([
    ["text", { type: "string", format: "date-time" }, stringType],
    ["whole numbers", { type: "integer", minimum: 1 }, numberType],
    ["an enum", { enum: ["low", "high"] }, levels],
    [
      "an enum with null",
      { type: ["string", "null"], enum: ["low", null] },
      { kind: "union", of: [{ kind: "string", values: ["low"] }, nullType] },
    ],
    ["a constant", { const: "low" }, { kind: "string", values: ["low"] }],
    ["several types", { type: ["number", "null"] }, { kind: "union", of: [numberType, nullType] }],
    ["nullable", { type: "number", nullable: true }, { kind: "union", of: [numberType, nullType] }],
    ["a list", { type: "array", items: { type: "string" } }, listOf(stringType)],
    ["a list of anything", { type: "array" }, listOf(anyType)],
    ["an object of anything", { type: "object" }, openObjectType],
    ["a dictionary", { type: "object", additionalProperties: { type: "number" } }, openObjectType],
    [
      "an object",
      { type: "object", properties: { a: { type: "string" }, b: {} }, required: ["a"] },
      object({ a: stringType, b: anyType }, ["b"]),
    ],
    ["an object without type", { properties: { a: { type: "string" } } }, object({ a: stringType }, ["a"])],
    ["an open object", { type: "object", properties: {}, additionalProperties: true }, openObjectType],
    ["a choice", { anyOf: [{ type: "string" }, { type: "number" }] }, { kind: "union", of: [stringType, numberType] }],
    [
      "all of",
      {
        allOf: [{ properties: { a: { type: "string" } }, required: ["a"] }, { properties: { b: { type: "number" } } }],
      },
      object({ a: stringType, b: numberType }, ["b"]),
    ],
    [
      "a reference",
      { $defs: { t: { type: "number" } }, type: "array", items: { $ref: "#/$defs/t" } },
      listOf(numberType),
    ],
    [
      "a recursive reference",
      { type: "object", properties: { next: { $ref: "#" } } },
      object({ next: object({ next: anyType }, ["next"]) }, ["next"]),
    ],
    ["true", true, anyType],
    ["nonsense", 7, anyType],
  ])("reads %s", (_, schema, expected) => {
    expect(typeFromJsonSchema(schema)).toEqual(expected);
  });
});

describe("describeType", () => {
  it.each<[ExprType, string]>([
    [stringType, "text"],
    [levels, '"low" or "high"'],
    [{ kind: "string", values: ["a", "b", "c", "d", "e"] }, "one of 5 texts"],
    [listOf(object({ title: stringType, body: stringType })), "list of {title, body}"],
    [listOf(listOf(listOf(object({ a: numberType })))), "list of list of list of object"],
    [unionOf(stringType, nullType), "text or nothing"],
    [anyType, "anything"],
    [openObjectType, "object"],
  ])("%j is %s", (type, words) => {
    expect(describeType(type)).toBe(words);
  });
});

describe("assignability", () => {
  it.each<[ExprType, ExprType, string | null]>([
    [numberType, numberType, null],
    [anyType, numberType, null],
    [numberType, anyType, null],
    [numberType, stringType, "text is wanted, and this is number."],
    [{ kind: "string", values: ["low"] }, levels, null],
    [{ kind: "string", values: ["lo"] }, levels, '"low" or "high" is wanted, and this may be "lo".'],
    [stringType, levels, '"low" or "high" is wanted, and this may be any text.'],
    [unionOf(stringType, nullType), stringType, "text is wanted, and this is nothing."],
    [stringType, unionOf(stringType, nullType), null],
    [listOf(numberType), listOf(stringType), "text is wanted at […], and this is number."],
    [object({ a: numberType, more: stringType }), object({ a: numberType }), null],
    [object({}), object({ a: numberType }), '"a" is missing.'],
    [object({ a: numberType }, ["a"]), object({ a: numberType }), '"a" may be missing.'],
    [object({}), object({ a: numberType }, ["a"]), null],
    [
      object({ a: object({ b: stringType }) }),
      object({ a: object({ b: numberType }) }),
      "number is wanted at a.b, and this is text.",
    ],
    [openObjectType, object({ a: numberType }), null],
  ])("%j to %j: %s", (from, to, reason) => {
    expect(explainMismatch(from, to)).toBe(reason);
    expect(isAssignable(from, to)).toBe(reason === null);
  });
});

it("members of a union that are not in all of it may be missing", () => {
  expect(memberTypes(unionOf(object({ a: numberType, b: stringType }), object({ a: stringType }), nullType))).toEqual([
    { name: "a", type: { kind: "union", of: [numberType, stringType] }, isOptional: false },
    { name: "b", type: stringType, isOptional: true },
  ]);
});
