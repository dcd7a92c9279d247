import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzeJson } from "./analyze-json.ts";
import { analyzeTemplate } from "./analyze-template.ts";
import { anyType, neverType } from "./basic-types.ts";
import { completionsAt } from "./completions-at.ts";
import { describeType } from "./describe-type.ts";
import { evaluateJson } from "./evaluate/evaluate-json.ts";
import { evaluateTemplate } from "./evaluate/evaluate-template.ts";
import { parseTemplate } from "./parse-template.ts";
import { renameVariable } from "./rename-variable.ts";
import { typeFromJsonSchema } from "./type-from-json-schema.ts";

const words = [
  "{{",
  "}}",
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  '"',
  "'",
  '"""',
  "\\",
  "//",
  "\n",
  ".",
  ",",
  ":",
  "?",
  "+",
  "-",
  "*",
  "/",
  "%",
  "==",
  "in",
  "&&",
  "||",
  "!",
  "start",
  "x",
  "1",
  "0.5",
  "1e999",
  "null",
  "true",
  ".map(x,",
  ".filter(x,",
  ".exists(x,",
  "default(",
  "ran(",
  "has(",
  "size(",
  "json(",
  "b'\\xff'",
  "r'",
  "\u{1F600}",
  "\uD800",
  "__proto__",
  "constructor",
  "now()",
  "like(",
  "matches(",
  "sort(",
  "\\{{",
  " ",
];
const soup = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...words) }, fc.string({ maxLength: 4 })))
  .map((parts) => parts.join(""));
const fields = fc.oneof(
  soup,
  soup.map((source) => `{{ ${source} }}`),
  fc.string({ unit: "binary" }),
);
const scope = {
  variables: new Map([
    ["start", { output: anyType, error: anyType }],
    ["x", { output: neverType }],
  ]),
};

it("reading, checking, running, renaming and completing any text never throw, and ranges lie inside the text", () => {
  fc.assert(
    fc.property(fields, fc.jsonValue(), fc.nat(), (text, start, at) => {
      const parsed = parseTemplate(text);
      const analysis = analyzeTemplate(parsed, scope);
      const result = evaluateTemplate(parsed, { variables: { start, x: "}}{{ start }}" }, now: 0, ran: () => true });
      renameVariable(text, "start", "begin");
      completionsAt(text, at % (text.length + 1), scope);
      const ranges = [
        ...analysis.diagnostics.map((diagnostic) => diagnostic.range),
        ...analysis.obligations.map((obligation) => obligation.range),
        ...parsed.parts.map((part) => part.range),
        ...(result.ok ? [] : [result.error.range]),
      ];
      expect(ranges.filter(({ start: from, end }) => !(from >= 0 && from <= end && end <= text.length))).toEqual([]);
      expect(parsed.parts.map((part) => text.slice(part.range.start, part.range.end)).join("")).toBe(text);
      if (result.ok) expect(() => JSON.stringify(result.value)).not.toThrow();
      else expect(result.error.code).toMatch(/^ORR_EXPR_[A-Z_]+$/);
    }),
    { numRuns: 1500 },
  );
}, 60_000);

it("JSON of any shape is analysed and evaluated without a throw, and text without braces is kept as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      analyzeJson(value, scope);
      const result = evaluateJson(value, { variables: {}, now: 0, ran: () => false });
      if (!JSON.stringify(value).includes("{{")) expect(result).toEqual({ ok: true, value });
    }),
  );
});

it("any schema gives a type that has words", () => {
  const schema = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 3 }, fc.constantFrom(true, false, {}, { type: "string" }), tie("schema")),
    schema: fc.record(
      {
        type: fc.constantFrom("string", "object", "array", "null", ["string", "null"], "number", 7),
        properties: fc.dictionary(fc.constantFrom("a", "__proto__", "b"), tie("node"), { maxKeys: 2 }),
        required: fc.constantFrom(["a"], "a", null),
        items: tie("node"),
        anyOf: fc.array(tie("node"), { maxLength: 2 }),
        allOf: fc.array(tie("node"), { maxLength: 2 }),
        enum: fc.array(fc.jsonValue(), { maxLength: 3 }),
        $ref: fc.constantFrom("#", "#/properties/a", "#/nowhere", "other.json"),
      },
      { requiredKeys: [] },
    ),
  })).node;
  fc.assert(fc.property(schema, (value) => describeType(typeFromJsonSchema(value)).length > 0));
});

describe("sources made to hurt", () => {
  const data = { many: Array.from({ length: 5000 }, (_, index) => index), big: "x".repeat(1_000_000) };
  let nested: unknown = 1;
  for (let depth = 0; depth < 20_000; depth += 1) nested = [nested];
  const run = (text: string): string => {
    const parsed = parseTemplate(text);
    const { diagnostics } = analyzeTemplate(parsed, {
      variables: new Map([
        ["many", { output: anyType }],
        ["big", { output: anyType }],
        ["nested", { output: anyType }],
      ]),
    });
    const result = evaluateTemplate(parsed, { variables: { ...data, nested }, now: 0, ran: () => true });
    return `${diagnostics.map(({ code }) => code).join(" ")} ${result.ok ? "ok" : result.error.code}`.trim();
  };
  const brackets = "[".repeat(60_000);
  it.each([
    ["a chain of +", `{{ ${"1+".repeat(2040)}1 }}`, "ok"],
    ["a chain of !", `{{ ${"!".repeat(4000)}true }}`, "ok"],
    ["a chain of -", `{{ ${"-".repeat(4000)}1 }}`, "ok"],
    ["a chain of members", `{{ default(many${".a".repeat(200)}, 1) }}`, "ORR_EXPR_TYPE"],
    ["a chain of || and &&", `{{ ${"false||".repeat(500)}true }}`, "ok"],
    ["a chain of ?:", `{{ ${"true?1:".repeat(100)}1 }}`, "ok"],
    ["a long chain of ?:", `{{ ${"true?1:".repeat(500)}1 }}`, "ORR_EXPR_TOO_DEEP ORR_EXPR_TOO_DEEP"],
    ["brackets", `{{ ${"[".repeat(65)}${"]".repeat(65)} }}`, "ORR_EXPR_TOO_DEEP ORR_EXPR_TOO_DEEP"],
    ["64 brackets", `{{ ${"(".repeat(64)}1${")".repeat(64)} }}`, "ok"],
    ["levels without brackets", `{{ ${"!-".repeat(40)}1 }}`, "ORR_EXPR_TOO_DEEP ORR_EXPR_TOO_DEEP"],
    ["default in default", `{{ ${"default(many.a, ".repeat(60)}1${")".repeat(60)} }}`, "ORR_EXPR_TYPE"],
    ["many obligations", `{{ default(${"big+".repeat(300)}big, ${"many+".repeat(300)}many) }}`, "ORR_EXPR_TOO_LARGE"],
    ["nested unions", `{{ ${"true ? 1 : [".repeat(30)}1${"]".repeat(30)} }}`, "ok"],
    ["two comprehensions over 5,000", "{{ many.map(a, many.map(b, a + b)).size() }}", "ORR_EXPR_TOO_MUCH_WORK"],
    [
      "three comprehensions",
      "{{ many.map(a, many.map(b, many.map(c, c))) }}",
      "ORR_EXPR_TOO_NESTED ORR_EXPR_TOO_NESTED",
    ],
    ["text that doubles", `{{ ${"big + ".repeat(600)}big }}`, "ORR_EXPR_TOO_LARGE"],
    ["replace that explodes", '{{ replace(big, "x", big) }}', "ORR_EXPR_TOO_LARGE"],
    ["join of one large text", '{{ join(many.map(x, big), "") }}', "ORR_EXPR_TOO_LARGE"],
    ["json of one large text", "{{ json(many.map(x, big)) }}", "ORR_EXPR_TOO_LARGE"],
    ["unique of objects", '{{ unique(many.map(x, {"a": x})).size() }}', "ORR_EXPR_TOO_MUCH_WORK"],
    ["nesting of data, compared", "{{ nested == [nested] }}", "ORR_EXPR_TOO_DEEP"],
    ["nesting of data, printed", "{{ json(nested) }}", "ORR_EXPR_TOO_DEEP"],
    ["nesting that JSON brings", `{{ parseJson(big + "${brackets.slice(0, 3000)}") }}`, "ORR_EXPR_BAD_VALUE"],
    ["a catastrophic pattern", '{{ like(big, "^(x+x+)+y$") }}', "ok"],
    ["a large pattern", '{{ like(big, "(x{1,20}){1,10}[^x]y") }}', "ORR_EXPR_TOO_MUCH_WORK"],
    ["a larger pattern", '{{ like(big, "(x{1,50}){1,20}[^x]y") }}', "ORR_EXPR_BAD_VALUE"],
    ["a hundred thousand expressions", "{{ 1 }}".repeat(100_000), "ok"],
    ["a hundred thousand openings", "{{ ".repeat(100_000), "ORR_EXPR_UNCLOSED ORR_EXPR_UNCLOSED"],
    ["4,097 bytes in 1,400 characters", `{{ "${"€".repeat(1400)}" }}`, "ORR_EXPR_TOO_LONG ORR_EXPR_TOO_LONG"],
  ])(
    "%s",
    (_, text, expected) => {
      expect(run(text)).toBe(expected);
    },
    60_000,
  );
});
