import { expect, it } from "vitest";
import { analyzeJson } from "./analyze-json.ts";
import { listOf, numberType, stringType } from "./basic-types.ts";
import { evaluateJson, jsonHasExpression } from "./evaluate/evaluate-json.ts";

const scope = {
  variables: new Map([
    ["start", { output: { kind: "object", properties: { n: { type: numberType, optional: false } }, open: false } }],
    ["other", { output: stringType }],
  ] as const),
};
const value = {
  title: "No. {{ start.n }}",
  "{{ start.n }}": ["{{ start.n + 1 }}", 2, "{{ start.m }}"],
  plain: { text: "low", none: null, on: true },
  last: "{{ other }}",
};

it("types a structure leaf by leaf, with the path of every finding", () => {
  expect(analyzeJson(value, scope)).toEqual({
    type: {
      kind: "object",
      properties: {
        title: { type: stringType, optional: false },
        "{{ start.n }}": { type: { kind: "list", items: { kind: "any" } }, optional: false },
        plain: {
          type: {
            kind: "object",
            properties: {
              text: { type: { kind: "string", values: ["low"] }, optional: false },
              none: { type: { kind: "null" }, optional: false },
              on: { type: { kind: "boolean" }, optional: false },
            },
            open: false,
          },
          optional: false,
        },
        last: { type: stringType, optional: false },
      },
      open: false,
    },
    diagnostics: [
      {
        code: "ORR_EXPR_UNKNOWN_MEMBER",
        message: 'start has no member "m": it has n.',
        range: { start: 3, end: 10 },
        fix: { title: "Change to n", replacement: "start.n" },
        path: ["{{ start.n }}", 2],
      },
    ],
    obligations: [
      { anyOf: [{ variable: "start", face: "output" }], assuming: [], range: { start: 7, end: 14 }, path: ["title"] },
      {
        anyOf: [{ variable: "start", face: "output" }],
        assuming: [],
        range: { start: 3, end: 10 },
        path: ["{{ start.n }}", 0],
      },
      {
        anyOf: [{ variable: "start", face: "output" }],
        assuming: [],
        range: { start: 3, end: 10 },
        path: ["{{ start.n }}", 2],
      },
      { anyOf: [{ variable: "other", face: "output" }], assuming: [], range: { start: 3, end: 8 }, path: ["last"] },
    ],
    reads: [
      { variable: "other", face: "output" },
      { variable: "start", face: "output" },
    ],
  });
});

it("a list keeps the type of its items", () => {
  expect(analyzeJson(["{{ start.n }}", 1], scope).type).toEqual(listOf(numberType));
});

it("evaluates every leaf, names of members stay as they are", () => {
  const bindings = { variables: { start: { n: 1, m: null }, other: "x {{ start.n }}" }, now: 0, ran: () => true };
  expect(evaluateJson(value, bindings)).toEqual({
    ok: true,
    value: { ...value, title: "No. 1", "{{ start.n }}": [2, 2, null], last: "x {{ start.n }}" },
  });
});

it("names the leaf that fails", () => {
  expect(evaluateJson({ a: ["{{ 1 }}", "{{ gone }}"] }, { variables: {}, now: 0, ran: () => false })).toEqual({
    ok: false,
    error: {
      code: "ORR_EXPR_ABSENT",
      message: "gone is absent: it did not run.",
      range: { start: 3, end: 7 },
      path: ["a", 1],
    },
  });
});

it("knows whether there is anything to evaluate", () => {
  expect(
    [["a {{ b }}"], { a: { b: "{{ c }}" } }, ["\\{{ a }}"], { "{{ a }}": 1 }, null].map(jsonHasExpression),
  ).toEqual([true, true, false, false, false]);
});
