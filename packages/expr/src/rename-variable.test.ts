import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isValidNodeId, reservedNames } from "./node-id.ts";
import { renameVariable } from "./rename-variable.ts";

describe("renaming fetch to load", () => {
  it.each([
    ["fetch outside", "fetch outside"],
    ["{{ fetch.body }} of fetch", "{{ load.body }} of fetch"],
    ["{{ fetch }}{{ fetch + fetched }}", "{{ load }}{{ load + fetched }}"],
    ['{{ "fetch" + start.fetch + fetch["fetch"] }}', '{{ "fetch" + start.fetch + load["fetch"] }}'],
    ["{{ ran(fetch) ? fetch.a : default(fetch.b, 1) }}", "{{ ran(load) ? load.a : default(load.b, 1) }}"],
    ["{{ xs.map(fetch, fetch + 1) + fetch }}", "{{ xs.map(fetch, fetch + 1) + load }}"],
    ["{{ fetch.map(fetch, fetch) }}", "{{ load.map(fetch, fetch) }}"],
    ["{{ xs.map(load, load + fetch) }}", "{{ xs.map(load_2, load_2 + load) }}"],
    ["{{ xs.map(load, load) + fetch }}", "{{ xs.map(load, load) + load }}"],
    ['{{ {"fetch": fetch, fetch: 1} }}', '{{ {"fetch": load, load: 1} }}'],
    ["\\{{ fetch }} {{ fetch }}", "\\{{ fetch }} {{ load }}"],
    [
      "{{ has(fetch.error) && (fetch).error.code == 'fetch' }}",
      "{{ has(load.error) && (load).error.code == 'fetch' }}",
    ],
    ["{{ run.signals.fetch + xs.signals.fetch }}", "{{ run.signals.load + xs.signals.fetch }}"],
    ["{{ fetch + }}", "{{ load + }}"],
    ["{{ fetch + 'fetch' + a.fetch", "{{ load + 'fetch' + a.fetch"],
    ["{{ [1].map(a, xs.filter(load, load == fetch)) }}", "{{ [1].map(a, xs.filter(load_2, load_2 == load)) }}"],
  ])("%s", (text, expected) => {
    expect(renameVariable(text, "fetch", "load")).toBe(expected);
  });

  it("there and back gives the same text", () => {
    const piece = fc.constantFrom(
      "fetch",
      "start",
      ".a",
      ".fetch",
      '"fetch"',
      " + ",
      "(",
      ")",
      "{{ ",
      " }}",
      "text",
      "[0]",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        expect(renameVariable(renameVariable(text, "fetch", "fresh_name"), "fresh_name", "fetch")).toBe(text);
      }),
    );
  });
});

describe("node ids", () => {
  it.each(["start", "a", "fetch_2", "http_request_1", "a".repeat(64), "filter_2", "runs"])("%s may be one", (id) => {
    expect(isValidNodeId(id)).toBe(true);
  });

  it.each([
    "",
    "A",
    "1a",
    "_a",
    "a-b",
    "a.b",
    "a".repeat(65),
    "loop",
    "map",
    "in",
    "null",
    "true",
    "string",
    "int",
    "dyn",
    "json",
    "now",
    "default",
    "ran",
    "like",
    "hash",
    "run",
    "call",
    "error",
    "a\n",
    "é",
  ])("%s may not", (id) => {
    expect(isValidNodeId(id)).toBe(false);
  });

  it("reserves CEL's words and types, our functions and three names", () => {
    expect([...reservedNames].sort()).toMatchInlineSnapshot(`
      [
        "as",
        "avg",
        "bool",
        "break",
        "bytes",
        "call",
        "const",
        "contains",
        "continue",
        "date",
        "default",
        "double",
        "duration",
        "dyn",
        "else",
        "error",
        "false",
        "for",
        "function",
        "google",
        "hash",
        "if",
        "import",
        "in",
        "int",
        "join",
        "json",
        "keys",
        "let",
        "like",
        "list",
        "loop",
        "lower",
        "map",
        "max",
        "merge",
        "min",
        "namespace",
        "now",
        "null",
        "null_type",
        "package",
        "parseJson",
        "prototype",
        "ran",
        "replace",
        "return",
        "round",
        "run",
        "slice",
        "sort",
        "sortBy",
        "split",
        "string",
        "sum",
        "timestamp",
        "trim",
        "true",
        "type",
        "uint",
        "unique",
        "upper",
        "values",
        "var",
        "void",
        "while",
      ]
    `);
  });
});
