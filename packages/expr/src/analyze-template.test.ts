import { describe, expect, it } from "vitest";
import { analyzeTemplate } from "./analyze-template.ts";
import { anyType, nullType, numberType, stringType } from "./basic-types.ts";
import { describeType } from "./describe-type.ts";
import type { Scope, ScopeVariable } from "./expr-type.ts";
import { parseTemplate } from "./parse-template.ts";
import { typeFromJsonSchema } from "./type-from-json-schema.ts";
import { unionOf } from "./union-of.ts";

const start = typeFromJsonSchema({
  type: "object",
  properties: {
    n: { type: "integer" },
    topic: { type: "string" },
    note: { type: "string" },
    maybe: { anyOf: [{ type: "object", properties: { x: { type: "number" } }, required: ["x"] }, { type: "null" }] },
    deep: { type: "object", properties: { title: { type: "string" } }, required: ["title"] },
    level: { enum: ["urgent", "normal", "low"] },
    on: { type: "boolean" },
    tags: { type: "array", items: { type: "string" } },
    items: {
      type: "array",
      items: {
        type: "object",
        properties: { title: { type: "string" }, n: { type: "number" }, extra: { type: "number" } },
        required: ["title", "n"],
      },
    },
    free: {},
  },
  required: ["n", "topic", "maybe", "level", "on", "tags", "items", "free"],
});
const error = typeFromJsonSchema({
  type: "object",
  properties: { code: { type: "string" }, message: { type: "string" } },
  required: ["code", "message"],
});
const variables: [string, ScopeVariable][] = [
  ["start", { output: start }],
  ["fetch", { output: typeFromJsonSchema({ type: "object", properties: { body: {} }, required: ["body"] }), error }],
  ["other", { output: stringType }],
  ["broken", { error }],
  ["nullable", { output: unionOf(numberType, nullType) }],
  ["loose", { output: anyType }],
];
const scope: Scope = { variables: new Map(variables) };

function findings(text: string): readonly string[] {
  return analyzeTemplate(parseTemplate(text), scope).diagnostics.map(({ code, range, fix }) => {
    const place = text.slice(range.start, range.end);
    return `${code} «${place}»${fix === undefined ? "" : ` → ${fix.replacement}`}`;
  });
}

function typeOf(text: string): string {
  const analysis = analyzeTemplate(parseTemplate(text), scope);
  return analysis.diagnostics.length > 0 ? findings(text).join("; ") : describeType(analysis.type);
}

describe("types", () => {
  it.each([
    ["plain", '"plain"'],
    ["a {{ start.n }}", "text"],
    ["{{ start }}", "{n, topic, note?, maybe, deep?, level, …}"],
    ["{{ start.n + 1 }}", "number"],
    ["{{ 7 / 2 }}", "number"],
    ["{{ start.level }}", '"urgent" or "normal" or "low"'],
    ['{{ start.topic + "!" }}', "text"],
    ["{{ start.items }}", "list of {title, n, extra?}"],
    ["{{ start.items[0].title }}", "text"],
    ['{{ start["n"] }}', "number"],
    ["{{ start.items.map(x, x.title) }}", "list of text"],
    ["{{ start.items.map(x, x.n > 1, x.n) }}", "list of number"],
    ["{{ start.items.filter(x, x.n > 1) }}", "list of {title, n, extra?}"],
    ["{{ start.items.exists(x, x.n > 1) }}", "true or false"],
    ["{{ start.items.map(x, default(x.extra, 0)) }}", "list of number"],
    ['{{ start.on ? 1 : "a" }}', 'number or "a"'],
    ['{{ default(start.note, "-") }}', "text"],
    ["{{ default(start.note, null) }}", "text or nothing"],
    ["{{ default(start.deep.title, 1) }}", "text or number"],
    ['{{ default(nullable, "") }}', 'number or ""'],
    ["{{ default(start.maybe.x, 0) }}", "number"],
    ["{{ ran(fetch) }}", "true or false"],
    ["{{ fetch.error.code }}", "text"],
    ["{{ fetch.body.anything.goes }}", "anything"],
    ["{{ loose + 1 }}", "number"],
    ["{{ loose.x[0].y }}", "anything"],
    ['{{ has(start.note) ? start.note : "none" }}', "text"],
    ["{{ start.maybe != null ? start.maybe.x : 0 }}", "number"],
    ["{{ start.maybe == null || start.maybe.x > 1 }}", "true or false"],
    ["{{ now() }}", "text"],
    ["{{ [now()] }}", "list of text"],
    ['{{ (now() - date("2026-01-01")).getHours() }}', "number"],
    ["{{ size(start.tags) / 2 }}", "number"],
    ['{{ join(start.tags, ", ") }}', "text"],
    ['{{ start.tags.join(", ") }}', "text"],
    ["{{ sort(start.tags) }}", "list of text"],
    ['{{ sortBy(start.items, "n") }}', "list of {title, n, extra?}"],
    ["{{ min(start.items.map(x, x.n)) }}", "number"],
    ['{{ merge({"a": 1}, {"b": "x"}) }}', "{a, b}"],
    ['{{ merge(start.items[0], {"extra": 1}).extra }}', "number"],
    ["{{ parseJson(start.topic) }}", "anything"],
    ["{{ [] }}", "empty list"],
    ["{{ default(start.tags, []) }}", "list of text"],
    ['{{ [1, "a"] }}', 'list of (number or "a")'],
    ['{{ {"a": start.n, "b": [start.topic]} }}', "{a, b}"],
    ['{{ start.topic == "x" }}', "true or false"],
    ['{{ start.level in ["urgent"] }}', "true or false"],
    ['{{ "n" in start }}', "true or false"],
    ['{{ like(start.topic, "^a") }}', "true or false"],
    ["{{ type(start.n) == double }}", "true or false"],
  ])("%s is %s", (text, expected) => {
    expect(typeOf(text)).toBe(expected);
  });
});

describe("diagnostics", () => {
  it.each([
    ["{{ start.tags.length }}", ["ORR_EXPR_TYPE «start.tags.length» → size(start.tags)"]],
    ["{{ now }}", ["ORR_EXPR_UNKNOWN_VARIABLE «now» → now()"]],
    ["{{ hash(start.tags) }}", ["ORR_EXPR_TYPE «start.tags» → json(start.tags)"]],
    ["{{ start.n[0] }}", ["ORR_EXPR_TYPE «start.n[0]»"]],
    ["{{ strat.n }}", ["ORR_EXPR_UNKNOWN_VARIABLE «strat» → start"]],
    ["{{ start.tpic }}", ["ORR_EXPR_UNKNOWN_MEMBER «start.tpic» → start.topic"]],
    ["{{ start.zzzzzz }}", ["ORR_EXPR_UNKNOWN_MEMBER «start.zzzzzz»"]],
    ['{{ "n: " + start.n }}', ["ORR_EXPR_TEXT_PLUS_NUMBER «start.n» → string(start.n)"]],
    ['{{ start.n + "x" }}', ["ORR_EXPR_TEXT_PLUS_NUMBER «start.n» → string(start.n)"]],
    ['{{ (start.n + 1) + "x" }}', ["ORR_EXPR_TEXT_PLUS_NUMBER «start.n + 1» → string(start.n + 1)"]],
    ['{{ "x" + start.tags }}', ["ORR_EXPR_TYPE «start.tags» → json(start.tags)"]],
    ["{{ start.topic - 1 }}", ["ORR_EXPR_TYPE «start.topic - 1»"]],
    ["{{ start.note }}", ['ORR_EXPR_MAY_BE_MISSING «start.note» → default(start.note, "")']],
    ["{{ start.deep.title }}", ['ORR_EXPR_MAY_BE_MISSING «start.deep.title» → default(start.deep.title, "")']],
    ["{{ start.maybe.x }}", ["ORR_EXPR_MAY_BE_NULL «start.maybe.x» → default(start.maybe.x, 0)"]],
    ["{{ nullable + 1 }}", ["ORR_EXPR_MAY_BE_NULL «nullable» → default(nullable, 0)"]],
    ["{{ start.items.map(x, x.extra) }}", ["ORR_EXPR_MAY_BE_MISSING «x.extra» → default(x.extra, 0)"]],
    ["{{ start.tags[1.5] }}", ["ORR_EXPR_INDEX_NOT_WHOLE «1.5»"]],
    ["{{ start.tags[-1] }}", ["ORR_EXPR_INDEX_NOT_WHOLE «-1»"]],
    ['{{ start.tags["a"] }}', ['ORR_EXPR_TYPE «"a"»']],
    ["{{ start.n.x }}", ["ORR_EXPR_TYPE «start.n.x»"]],
    ['{{ start.level == "urgnt" }}', ['ORR_EXPR_NEVER_EQUAL «"urgnt"» → "urgent"']],
    ['{{ "urgnt" != start.level }}', ['ORR_EXPR_NEVER_EQUAL «"urgnt"» → "urgent"']],
    ['{{ start.level in ["urgent", "lwo"] }}', ['ORR_EXPR_NEVER_EQUAL «"lwo"» → "low"']],
    ['{{ start.n == "1" }}', ['ORR_EXPR_NEVER_EQUAL «"1"»']],
    ["{{ start.n ? 1 : 2 }}", ["ORR_EXPR_TYPE «start.n»"]],
    ["{{ start.n && start.on }}", ["ORR_EXPR_TYPE «start.n»"]],
    ["{{ start.topic.map(x, x) }}", ["ORR_EXPR_TYPE «start.topic»"]],
    ["{{ uper(start.topic) }}", ["ORR_EXPR_UNKNOWN_FUNCTION «uper(start.topic)» → upper(start.topic)"]],
    ["{{ map(start.tags, x) }}", ["ORR_EXPR_UNKNOWN_FUNCTION «map(start.tags, x)» → start.tags.map(x)"]],
    ["{{ upper() }}", ["ORR_EXPR_ARGUMENTS «upper()»"]],
    ["{{ upper(start.n) }}", ["ORR_EXPR_TYPE «start.n» → string(start.n)"]],
    ['{{ "a" in start.topic }}', ['ORR_EXPR_TYPE «"a" in start.topic» → contains(start.topic, "a")']],
    ['{{ sort([1, "a"]) }}', ['ORR_EXPR_TYPE «sort([1, "a"])»']],
    ['{{ sortBy(start.items, "gone") }}', ['ORR_EXPR_TYPE «sortBy(start.items, "gone")»']],
    ['{{ duration("1h") }}', ['ORR_EXPR_NOT_JSON «duration("1h")»']],
    ['{{ b"x" }}!', ['ORR_EXPR_NOT_JSON «b"x"»']],
    ["{{ {name: 1} }}", ['ORR_EXPR_UNKNOWN_VARIABLE «name» → "name"']],
    ["{{ broken.body }}", ["ORR_EXPR_UNKNOWN_MEMBER «broken» → broken.error"]],
    ["{{ ran(fetsh) }}", ["ORR_EXPR_UNKNOWN_VARIABLE «fetsh» → fetch"]],
    ["{{ has(start.nope) }}", ["ORR_EXPR_UNKNOWN_MEMBER «start.nope» → start.note"]],
    ['{{ start.topic.matches("a") }}', ['ORR_EXPR_NO_MATCHES «start.topic.matches("a")» → like(start.topic, "a")']],
    [
      "{{ strat.n }} {{ start.tpic }}",
      ["ORR_EXPR_UNKNOWN_VARIABLE «strat» → start", "ORR_EXPR_UNKNOWN_MEMBER «start.tpic» → start.topic"],
    ],
    [
      "{{ strat.n + tart.n }}",
      ["ORR_EXPR_UNKNOWN_VARIABLE «strat» → start", "ORR_EXPR_UNKNOWN_VARIABLE «tart» → start"],
    ],
    ["{{ 1 + }} {{ strat }}", ["ORR_EXPR_SYNTAX «»", "ORR_EXPR_UNKNOWN_VARIABLE «strat» → start"]],
    ["a {{ start.n", ["ORR_EXPR_UNCLOSED «{{ start.n»"]],
  ])("%s", (text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  it("every fix mends what it names", () => {
    for (const text of [
      "{{ strat.n }}",
      "{{ start.deep.title }}",
      '{{ "n" + start.n }}',
      '{{ start.level == "urgnt" }}',
    ]) {
      const [first] = analyzeTemplate(parseTemplate(text), scope).diagnostics;
      const mended = `${text.slice(0, first?.range.start)}${first?.fix?.replacement}${text.slice(first?.range.end)}`;
      expect({ mended, left: findings(mended) }).toEqual({ mended, left: [] });
    }
  });
});

describe("obligations", () => {
  const obligations = (text: string): readonly string[] =>
    analyzeTemplate(parseTemplate(text), scope).obligations.map(({ anyOf, assuming, range }) => {
      const refs = anyOf.map((ref) => (ref.face === "error" ? `${ref.variable}.error` : ref.variable)).join(" or ");
      return `${refs}${assuming.length > 0 ? ` if ${assuming.join(", ")}` : ""} «${text.slice(range.start, range.end)}»`;
    });

  it.each([
    ["{{ start.n }}", ["start «start.n»"]],
    ["{{ fetch.error.code }}", ["fetch.error «fetch.error.code»"]],
    ["{{ default(fetch.body, 1) }}", []],
    ["{{ default(fetch.body, other) }}", ["fetch or other «default(fetch.body, other)»"]],
    ["{{ default(fetch.body, default(other, 1)) }}", []],
    [
      "{{ default(fetch.body + other, start.n) }}",
      [
        "fetch or start «default(fetch.body + other, start.n)»",
        "other or start «default(fetch.body + other, start.n)»",
      ],
    ],
    ["{{ default(1, other) }}", []],
    ["{{ ran(fetch) ? fetch.body : other }}", ["fetch if fetch «fetch.body»", "other «other»"]],
    ["{{ !ran(fetch) ? other : fetch.body }}", ["other «other»", "fetch if fetch «fetch.body»"]],
    ["{{ ran(fetch) && fetch.body.x }}", ["fetch if fetch «fetch.body.x»"]],
    ["{{ !ran(fetch) || fetch.body.x }}", ["fetch if fetch «fetch.body.x»"]],
    ["{{ ran(fetch) }}", []],
    ["{{ has(fetch.body) }}", []],
    ["{{ start.items.map(other, other.n) }}", ["start «start.items»"]],
  ])("%s", (text, expected) => {
    expect(obligations(text)).toEqual(expected);
  });

  it("lists every variable that is named, sorted, without bound names", () => {
    const text = "{{ start.items.map(x, ran(other) ? fetch.error.code : x.title) }} {{ default(loose, 1) }}";
    expect(analyzeTemplate(parseTemplate(text), scope).reads).toEqual([
      { variable: "fetch", face: "error" },
      { variable: "loose", face: "output" },
      { variable: "other", face: "output" },
      { variable: "start", face: "output" },
    ]);
  });
});
