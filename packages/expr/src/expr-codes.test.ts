import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyzeTemplate } from "./analyze-template.ts";
import { evaluateTemplate } from "./evaluate/evaluate-template.ts";
import { evaluateUrl } from "./evaluate/evaluate-url.ts";
import { exprCodes, isExprWarning } from "./expr-codes.ts";
import { parseTemplate } from "./parse-template.ts";
import { typeFromJsonSchema } from "./type-from-json-schema.ts";

const schema = {
  type: "object",
  properties: {
    n: { type: "number" },
    text: { type: "string" },
    note: { type: "string" },
    maybe: { type: ["number", "null"] },
    big: { type: "string" },
    many: { type: "array", items: { type: "number" } },
  },
  required: ["n", "text", "maybe", "big", "many"],
};
const output = typeFromJsonSchema(schema);
const scope = {
  variables: new Map([
    ["start", { output }],
    ["skipped", { output: typeFromJsonSchema({}) }],
  ]),
};
const start = {
  n: 1,
  text: "{}",
  maybe: null,
  big: "x".repeat(300 * 1024),
  many: Array.from({ length: 3000 }, (_, index) => index),
};

describe("the example of each code gives it", () => {
  it.each(exprCodes.map((known) => [known.code, known.found, known.example]))("%s, %s", (code, found, example) => {
    const parsed = parseTemplate(example);
    const read = parsed.diagnostics.map((diagnostic) => diagnostic.code);
    if (found === "reading") {
      expect(read).toEqual([code]);
      return;
    }
    const checked = analyzeTemplate(parsed, scope).diagnostics.map((diagnostic) => diagnostic.code);
    expect(checked).toEqual(found === "checking" ? [code] : []);
    if (found === "running") {
      const evaluate = example.startsWith("https:") ? evaluateUrl : evaluateTemplate;
      const result = evaluate(parsed, { variables: { start }, now: 0, ran: () => false });
      expect(result.ok ? "ok" : result.error.code).toBe(code);
    }
  });
});

it("lists every code that the sources name", () => {
  const folders = [".", "evaluate", "functions", "infer"].map((name) => new URL(`./${name}/`, import.meta.url));
  const named = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .flatMap((name) => readFileSync(new URL(name, folder), "utf8").match(/"ORR_EXPR_[A-Z_]+"/g) ?? []),
  );
  const listed = new Set(exprCodes.map((known) => known.code));
  expect([...new Set(named.map((code) => code.slice(1, -1)))].filter((code) => !listed.has(code))).toEqual([]);
  expect(isExprWarning("ORR_EXPR_NEVER_EQUAL")).toBe(true);
  expect(isExprWarning("ORR_EXPR_TYPE")).toBe(false);
});
