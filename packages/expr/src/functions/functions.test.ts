import { describe, expect, it } from "vitest";
import { analyzeTemplate } from "../analyze-template.ts";
import { evaluateTemplate } from "../evaluate/evaluate-template.ts";
import { functionCatalogue } from "../function-catalogue.ts";
import { parseTemplate } from "../parse-template.ts";

const bindings = { variables: { fetch: 1 }, now: Date.UTC(2026, 10, 23, 10), ran: () => true };
const scope = { variables: new Map([["fetch", {}]]) };

function run(source: string): unknown {
  const result = evaluateTemplate(parseTemplate(`{{ ${source} }}`), bindings);
  return result.ok ? result.value : result.error.code;
}

describe("every entry of the catalogue", () => {
  const expected: { readonly [name: string]: unknown } = {
    all: true,
    avg: 2,
    bool: true,
    bytes: 2,
    contains: true,
    date: "2026-11-23T00:00:00.000Z",
    default: 1,
    double: 3.5,
    duration: "ORR_EXPR_NOT_JSON",
    dyn: 1,
    endsWith: false,
    exists: true,
    exists_one: true,
    filter: [2],
    getDate: 23,
    getDayOfMonth: 22,
    getDayOfWeek: 1,
    getDayOfYear: 326,
    getFullYear: 2026,
    getHours: 1,
    getMilliseconds: 5_400_000,
    getMinutes: 90,
    getMonth: 10,
    getSeconds: 5400,
    has: true,
    hash: "1e6b24b1855b3de47ba28c089a19a82bd0c20cf414a08c0204d25f258cf337c1",
    indexOf: 1,
    int: 42,
    join: "a, b",
    json: '{"a":[1,2]}',
    keys: ["a"],
    lastIndexOf: 4,
    like: true,
    lower: "abc",
    lowerAscii: "abc",
    map: [2, 4],
    max: 7,
    merge: { a: 1, b: 2 },
    min: 1,
    now: "2026-11-23T10:00:00.000Z",
    parseJson: [1, 2],
    ran: true,
    replace: "a b c",
    round: 2.35,
    size: 3,
    slice: [1, 2],
    sort: [1, 2, 3],
    sortBy: [{ n: 1 }, { n: 2 }],
    split: ["a", "b"],
    startsWith: true,
    string: "12",
    substring: "orr",
    sum: 6,
    timestamp: "2026-11-23T10:00:00.000Z",
    trim: "a",
    type: true,
    uint: 7,
    unique: [1, 2],
    upper: "ABC",
    upperAscii: "ABC",
    values: [1],
  };

  it("has an example whose value is known", () => {
    expect(functionCatalogue.map((entry) => entry.name)).toEqual(Object.keys(expected).sort());
    const found = Object.fromEntries(functionCatalogue.map((entry) => [entry.name, run(entry.example)]));
    expect(found).toEqual(expected);
  });

  it("has an example that is well typed", () => {
    const problems = functionCatalogue.flatMap((entry) =>
      analyzeTemplate(parseTemplate(`{{ ${entry.example} }}`), scope).diagnostics.map(
        ({ code }) => `${entry.name}: ${code}`,
      ),
    );
    expect(problems).toEqual(["duration: ORR_EXPR_NOT_JSON"]);
  });
});

describe("edges", () => {
  it.each([
    ["round(2.5)", 3],
    ["round(-2.5)", -3],
    ["round(1.005, 2)", 1.01],
    ["round(1e21)", 1e21],
    ["round(5e-7, 3)", 0],
    ["max([])", "ORR_EXPR_BAD_VALUE"],
    ['min(["b", "a"])', "a"],
    ["avg([])", "ORR_EXPR_BAD_VALUE"],
    ["sum([])", 0],
    ['sum([1, "a"])', "ORR_EXPR_TYPE"],
    ["sort([2, 10, 1])", [1, 2, 10]],
    ['sort([1, "a"])', "ORR_EXPR_TYPE"],
    ['unique([{"a": 1}, {"a": 1.0}, 1, "1", 1])', [{ a: 1 }, 1, "1"]],
    ['slice("orrery", -3)', "ery"],
    ["slice([1, 2, 3], 1)", [2, 3]],
    ["slice([1], 0.5)", "ORR_EXPR_INDEX_NOT_WHOLE"],
    ['join([1, "a", null, true, [1]], "|")', "1|a||true|[1]"],
    ['replace("a.b", ".", "$&")', "a$&b"],
    ['split("abc", "")', ["a", "b", "c"]],
    ['contains([{"a": 1}], {"a": 1})', true],
    ['date("2026-02-30")', "ORR_EXPR_BAD_VALUE"],
    ['date("2026-11-23T10:00:00+02:00")', "2026-11-23T08:00:00.000Z"],
    ['date("2026-11-23T10:00:00")', "2026-11-23T10:00:00.000Z"],
    ['date("today")', "ORR_EXPR_BAD_VALUE"],
    ["timestamp(0)", "1970-01-01T00:00:00.000Z"],
    ['(date("2026-11-24") - date("2026-11-23")).getHours()', 24],
    ['date("2026-11-23") + duration("36h")', "2026-11-24T12:00:00.000Z"],
    ['date("2026-11-23").getHours("Europe/Berlin")', 1],
    ['date("2026-11-23").getHours("-02:30")', 21],
    ['date("2026-11-23").getHours("Nowhere/Land")', "ORR_EXPR_BAD_VALUE"],
    ['date("2026-11-23") < now()', true],
    ['string(date("2026-11-23"))', "2026-11-23T00:00:00.000Z"],
    ["string(1.0)", "1"],
    ['int("0x10")', "ORR_EXPR_BAD_VALUE"],
    ['int("")', "ORR_EXPR_BAD_VALUE"],
    ['double("NaN")', "ORR_EXPR_BAD_VALUE"],
    ['like("aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")', false],
    ['like("a", "(")', "ORR_EXPR_BAD_VALUE"],
    ['like("a", "(?=a)")', "ORR_EXPR_BAD_VALUE"],
    ['json("a")', '"a"'],
    ["json(null)", "null"],
    ["json(now())", '"2026-11-23T10:00:00.000Z"'],
    ['json(duration("1s"))', "ORR_EXPR_NOT_JSON"],
    ['parseJson("{\\"__proto__\\": 1}").x', "ORR_EXPR_NO_MEMBER"],
    ['parseJson("nope")', "ORR_EXPR_BAD_VALUE"],
    ['"abc".trim().upper()', "ABC"],
    ["nothing(1)", "ORR_EXPR_UNKNOWN_FUNCTION"],
    ["upper(1)", "ORR_EXPR_TYPE"],
    ["getHours(now())", "ORR_EXPR_ARGUMENTS"],
  ])("%s", (source, value) => {
    expect(run(source)).toEqual(value);
  });
});
