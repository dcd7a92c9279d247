import { describe, expect, it } from "vitest";
import { parseTemplate } from "../parse-template.ts";
import type { Bindings } from "./bindings.ts";
import { evaluateTemplate } from "./evaluate-template.ts";

const bindings: Bindings = {
  variables: {
    start: { n: 1, text: "Tea {{ start.n }}", list: [1, 2, 3], nothing: null, half: 0.5, on: true },
    fetch: {
      body: {
        items: [
          { title: "A", n: 2 },
          { title: "B", n: 1 },
        ],
      },
    },
    failed: { error: { code: "E", message: "no" } },
  },
  now: Date.UTC(2026, 10, 23, 10, 0, 0),
  ran: (id) => id === "start" || id === "fetch",
};

function fieldOf(text: string): unknown {
  const result = evaluateTemplate(parseTemplate(text), bindings);
  return result.ok ? result.value : result.error.code;
}

describe("numbers are doubles everywhere", () => {
  it.each([
    ["{{ start.n + 1 }}", 2],
    ["{{ [1, 2] == start.list }}", false],
    ["{{ start.list == [1, 2, 3] }}", true],
    ["{{ [1.0, 2] == [1, 2.0] }}", true],
    ["{{ size(start.list) / 2 }}", 1.5],
    ["{{ size(start.list) / size(start.list) }}", 1],
    ["{{ 7 / 2 }}", 3.5],
    ["{{ 7 % 2 }}", 1],
    ["{{ -7 % 4 }}", -3],
    ["{{ start.list[0] }}", 1],
    ["{{ [0, 1].map(i, start.list[i]) }}", [1, 2]],
    ["{{ [0, 1].map(i, start.list[i + 1]) }}", [2, 3]],
    ["{{ start.list[start.half] }}", "ORR_EXPR_INDEX_NOT_WHOLE"],
    ["{{ start.list[start.half * 4] }}", 3],
    ["{{ start.list[3] }}", "ORR_EXPR_INDEX_OUTSIDE"],
    ["{{ int(3.9) }}", 3],
    ['{{ int("12") + 1 }}', 13],
    ["{{ 0x10 + 1u }}", 17],
    ["{{ 1 / 0 }}", "ORR_EXPR_NOT_FINITE"],
    ["{{ 0 / 0 }}", "ORR_EXPR_NOT_FINITE"],
    ["{{ 1 % 0 }}", "ORR_EXPR_NOT_FINITE"],
    ["{{ 1e308 * 10 }}", "ORR_EXPR_NOT_FINITE"],
    ["{{ start.n in [1, 2] }}", true],
    ["{{ 1 == 1.0 && 2 > 1.5 }}", true],
    ['{{ {"a": 1} == {"a": 1.0} }}', true],
    ["{{ start.n == 1 ? 10 : 20 }}", 10],
    ["{{ type(1) == double && type(1) == int }}", true],
    ["{{ 9007199254740993 }}", 9007199254740992],
    ['{{ "aé😀".size() }}', 3],
    ['{{ date("2026-11-23").getFullYear() + 1 }}', 2027],
    ["{{ -start.n }}", -1],
    ["{{ 12.0 }}", 12],
    ["{{ 0 * -1 }}", 0],
    ["{{ -0 }}", 0],
    ["{{ round(-0.2) }}", 0],
  ])("%s", (text, expected) => {
    expect(fieldOf(text)).toEqual(expected);
  });
});

describe("text", () => {
  it.each([
    ["plain", "plain"],
    ["", ""],
    ["a {{ start.n }} b", "a 1 b"],
    ["{{ 12.0 }}!", "12!"],
    ["{{ 1e21 }}!", "1e+21!"],
    ["{{ start.nothing }}!", "!"],
    ["{{ start.list }}!", "[1,2,3]!"],
    ['{{ {"a": now()} }}!', '{"a":"2026-11-23T10:00:00.000Z"}!'],
    ["{{ now() }}!", "2026-11-23T10:00:00.000Z!"],
    ["{{ now() }}", "2026-11-23T10:00:00.000Z"],
    ["{{ start.on }}!", "true!"],
    ["\\{{ x }}", "{{ x }}"],
    ["\\{{{{ start.n }}", "{{1"],
    [" {{ start.n }}", " 1"],
    ["{{ start.n }}{{ start.n }}", "11"],
    ['{{ "}}" }}!', "}}!"],
    ['{{ {"a": {"b": 1}}.a.b }}!', "1!"],
    ['{{{"a":1}}}', { a: 1 }],
    ["{{ start.n // }} one", "1 one"],
    ["{{ start.text }}", "Tea {{ start.n }}"],
    ["> {{ start.text }}", "> Tea {{ start.n }}"],
    ['{{ b"x" }}', "ORR_EXPR_NOT_JSON"],
    ['{{ duration("1h") }}!', "ORR_EXPR_NOT_JSON"],
    ["{{ [type(1)] }}", "ORR_EXPR_NOT_JSON"],
    ["{{ start.n", "ORR_EXPR_UNCLOSED"],
    ['{{ "a }} b', "ORR_EXPR_UNCLOSED"],
    ["{{ }}", "ORR_EXPR_EMPTY"],
  ])("%s", (text, expected) => {
    expect(fieldOf(text)).toEqual(expected);
  });
});

describe("default, ran, has", () => {
  it.each([
    ["{{ default(start.n, 5) }}", 1],
    ["{{ default(gone.body.x, 5) }}", 5],
    ["{{ default(start.gone, 5) }}", 5],
    ["{{ default(start.gone.further, 5) }}", 5],
    ["{{ default(start.nothing, 5) }}", 5],
    ["{{ default(start.nothing.x, 5) }}", 5],
    ["{{ default(start.list[9], 5) }}", 5],
    ['{{ default(start["gone"], 5) }}', 5],
    ["{{ default(start.n.x, 5) }}", "ORR_EXPR_TYPE"],
    ["{{ default(1 / 0, 5) }}", "ORR_EXPR_NOT_FINITE"],
    ["{{ default(gone, default(gone.too, 7)) }}", 7],
    ["{{ default(gone, gone) }}", "ORR_EXPR_ABSENT"],
    ['{{ default(failed.body, "none") }}', "none"],
    ["{{ failed.error.code }}", "E"],
    ['{{ failed["error"].code }}', "E"],
    ["{{ failed }}", "ORR_EXPR_ABSENT"],
    ["{{ default(failed, 1) }}", 1],
    ["{{ has(failed.error) }}", true],
    ["{{ has(fetch.error) }}", false],
    ["{{ ran(start) }}", true],
    ["{{ ran(gone) }}", false],
    ["{{ ran(gone) ? gone.x : 2 }}", 2],
    ["{{ ran(gone) && gone.x }}", false],
    ["{{ has(start.n) }}", true],
    ["{{ has(start.gone) }}", false],
    ["{{ has(gone.x) }}", false],
    ["{{ gone }}", "ORR_EXPR_ABSENT"],
    ["{{ start.gone }}", "ORR_EXPR_NO_MEMBER"],
    ["{{ start.toString }}", "ORR_EXPR_NO_MEMBER"],
    ["{{ start.__proto__ }}", "ORR_EXPR_NO_MEMBER"],
    ['{{ {"__proto__": 1} }}', "ORR_EXPR_BAD_VALUE"],
    ["{{ start.gone || true }}", true],
    ["{{ true || start.gone }}", true],
    ["{{ start.gone && false }}", false],
    ["{{ start.n || false }}", "ORR_EXPR_TYPE"],
  ])("%s", (text, expected) => {
    expect(fieldOf(text)).toEqual(expected);
  });
});

describe("macros", () => {
  it.each([
    ["{{ fetch.body.items.map(x, x.title) }}", ["A", "B"]],
    ["{{ fetch.body.items.map(x, x.n > 1, x.title) }}", ["A"]],
    ["{{ fetch.body.items.filter(x, x.n > 1).map(x, x.n) }}", [2]],
    ["{{ start.list.all(x, x > 0) }}", true],
    ["{{ start.list.exists(x, x == 2) }}", true],
    ["{{ start.list.exists_one(x, x > 1) }}", false],
    ['{{ [1, "a"].exists(x, x > 0) }}', true],
    ['{{ {"a": 1, "b": 2}.map(k, upper(k)) }}', ["A", "B"]],
    ["{{ start.list.map(start, start + 1) }}", [2, 3, 4]],
    ["{{ start.n.map(x, x) }}", "ORR_EXPR_TYPE"],
  ])("%s", (text, expected) => {
    expect(fieldOf(text)).toEqual(expected);
  });
});

it("gives the place of the part that failed, in the text of the field", () => {
  const text = "Hello {{ start.n + start.gone }}";
  expect(evaluateTemplate(parseTemplate(text), bindings)).toEqual({
    ok: false,
    error: {
      code: "ORR_EXPR_NO_MEMBER",
      message: 'There is no member "gone".',
      range: { start: text.indexOf("start.gone"), end: text.indexOf(" }}") },
    },
  });
});

describe("bounds", () => {
  const large = "x".repeat(300 * 1024);
  const many = Array.from({ length: 3000 }, (_, index) => index);
  const within = (text: string): unknown => {
    const result = evaluateTemplate(parseTemplate(text), { ...bindings, variables: { large, many, boxed: { large } } });
    return result.ok ? typeof result.value : result.error.code;
  };
  it.each([
    ["{{ large }}", "string"],
    ["{{ default(boxed, 1) }}", "object"],
    ["{{ boxed.large }}", "string"],
    ['{{ large + "" }}', "ORR_EXPR_TOO_LARGE"],
    ["{{ [large] }}", "ORR_EXPR_TOO_LARGE"],
    ["a {{ large }}", "ORR_EXPR_TOO_LARGE"],
    ["{{ many.map(x, large).size() }}", "number"],
    ['{{ join(many.map(x, large), "").size() }}', "ORR_EXPR_TOO_LARGE"],
    ['{{ replace(large, "x", large).size() }}', "ORR_EXPR_TOO_LARGE"],
    ["{{ many.map(x, many.filter(y, y > x)).size() }}", "ORR_EXPR_TOO_MUCH_WORK"],
    ["{{ false && many.map(x, many.filter(y, y > x)).size() > 1 }}", "boolean"],
    ["{{ many.map(x, many.filter(y, y > x)).size() > 1 || true }}", "ORR_EXPR_TOO_MUCH_WORK"],
  ])("%s", (text, expected) => {
    expect(within(text)).toBe(expected);
  });
});
