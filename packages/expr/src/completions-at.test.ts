import { describe, expect, it } from "vitest";
import { numberType, openObjectType } from "./basic-types.ts";
import { completionsAt } from "./completions-at.ts";
import type { Scope, ScopeVariable } from "./expr-type.ts";
import { typeFromJsonSchema } from "./type-from-json-schema.ts";

const output = typeFromJsonSchema({
  type: "object",
  properties: {
    topic: { type: "string" },
    "with space": { type: "number" },
    note: { type: "string" },
    items: { type: "array", items: { type: "object", properties: { title: { type: "string" } }, required: ["title"] } },
  },
  required: ["topic", "with space", "items"],
});
const scope: Scope = {
  variables: new Map<string, ScopeVariable>([
    ["start", { output }],
    ["store", { output: numberType }],
    ["soft", { output, error: openObjectType }],
  ]),
};

/** The labels offered where `|` stands, functions left out where there are others. */
function offered(marked: string): readonly string[] {
  const offset = marked.indexOf("|");
  const all = completionsAt(marked.replace("|", ""), offset, scope);
  const named = all.filter((entry) => entry.kind !== "function");
  return (named.length > 0 ? named : all).map((entry) => entry.label);
}

describe("completionsAt", () => {
  it.each([
    ["sta| {{ 1 }}", []],
    ["{{ | }}", ["start", "store", "soft"]],
    ["{{ st|", ["start", "store"]],
    ["{{ soft.err|", ["error"]],
    ["{{ sta| }}", ["start"]],
    ["{{ start.| }}", ["topic", "with space", "note", "items"]],
    ["a {{ 1 + start.to|", ["topic"]],
    ["{{ start.items[0].| }}", ["title"]],
    ['{{ start.items.filter(x, x.title == ")")[0].| }}', ["title"]],
    ["{{ start.items.map(x, x.| ", ["title"]],
    ["{{ start.items.map(x, | ", ["x", "start", "store", "soft"]],
    ["{{ size(start.| ", ["topic", "with space", "note", "items"]],
    ["{{ default(start.note, start).| }}", ["topic", "with space", "note", "items"]],
    [
      "{{ [start.topic].| }}",
      [
        "all",
        "exists",
        "exists_one",
        "filter",
        "join",
        "map",
        "max",
        "min",
        "size",
        "slice",
        "sort",
        "unique",
        "contains",
      ].sort(),
    ],
    ['{{ "start.|" }}', []],
    ["{{ 12| }}", []],
    ["{{ start.topic.tr|", ["trim"]],
    ["{{ upp|", ["upper", "upperAscii"]],
    ["{{ a }} {{ start.topic }} {{ sto| }}", ["store"]],
  ])("%s", (text, expected) => {
    expect(offered(text)).toEqual(expected);
  });

  it("says the type in words and where the text goes", () => {
    expect(completionsAt("{{ start.n }}", 10, scope)).toEqual([
      { label: "note", kind: "member", insert: "note", type: "text, may be missing", start: 9, end: 10 },
    ]);
    expect(completionsAt("{{ start.w", 10, scope)).toEqual([
      { label: "with space", kind: "member", insert: '["with space"]', type: "number", start: 8, end: 10 },
    ]);
    expect(completionsAt("{{ uppe", 7, scope)).toEqual([
      {
        label: "upper",
        kind: "function",
        insert: "upper(",
        type: "upper(text) → text",
        doc: "The text in upper case.",
        start: 3,
        end: 7,
      },
      {
        label: "upperAscii",
        kind: "function",
        insert: "upperAscii(",
        type: "upperAscii(text) → text",
        doc: "The text with a to z in upper case.",
        start: 3,
        end: 7,
      },
    ]);
  });
});
