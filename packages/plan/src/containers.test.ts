import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { branch, edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { compile } from "./index.ts";
import { found } from "./testing/found.ts";

describe("containers", () => {
  const inside = (value: string) => transform("in_1", value, { parentId: "each" });
  const listed = start({
    list: { type: "array", items: { type: "object", properties: { a: { type: "number" } }, required: ["a"] } },
  });
  const each = map("each", "{{ start.list }}");

  it.each<[string, Graph, readonly string[]]>([
    [
      "item and index inside",
      graph([listed, each, inside("{{ each.item.a + each.index }}")], edges("start -> each")),
      [],
    ],
    ["outer nodes inside", graph([listed, each, inside("{{ size(start.list) }}")], edges("start -> each")), []],
    [
      "what the item does not have",
      graph([listed, each, inside("{{ each.item.b }}")], edges("start -> each")),
      ["ORR_EXPR_UNKNOWN_MEMBER @ in_1 value"],
    ],
    [
      "what no item of two possible lists has",
      graph(
        [
          listed,
          map("each", "{{ size(start.list) > 9 ? start.list : [{'a': 1, 'c': 'x'}] }}"),
          inside("{{ each.item.a }} {{ each.item.b }}"),
        ],
        edges("start -> each"),
      ),
      ["ORR_EXPR_UNKNOWN_MEMBER @ in_1 value"],
    ],
    [
      "the results inside, and the item outside",
      graph(
        [listed, each, inside("{{ each.results }}"), output("end", "{{ each.item }}")],
        edges("start -> each", "each -> end"),
      ),
      ["ORR_EXPR_UNKNOWN_MEMBER @ in_1 value", "ORR_EXPR_UNKNOWN_MEMBER @ end value"],
    ],
    [
      "a child outside",
      graph([listed, each, inside("{{ 1 }}"), output("end", "{{ in_1 }}")], edges("start -> each", "each -> end")),
      ["ORR_OUT_OF_SCOPE @ end value"],
    ],
    [
      "an outer node that does not come before the container",
      graph([listed, each, inside("{{ later }}"), transform("later", 1)], edges("start -> each", "start -> later")),
      ["ORR_NOT_BEFORE @ in_1 value"],
    ],
    ["nothing inside", graph([listed, each], edges("start -> each")), ["ORR_COLLECT @ each collect"]],
    [
      "two that come last",
      graph([listed, each, inside("{{ 1 }}"), transform("in_2", 2, { parentId: "each" })], edges("start -> each")),
      ["ORR_COLLECT @ each collect"],
    ],
    [
      "a last one that may not run",
      graph(
        [listed, each, branch("b", "{{ each.item.a > 1 }}", { parentId: "each" }), inside("{{ 1 }}")],
        edges("start -> each", "b.true -> in_1"),
      ),
      ["ORR_MAY_BE_ABSENT @ each collect"],
    ],
    [
      "collect in the scope of the iteration",
      graph(
        [
          listed,
          node("each", "map", { items: "{{ start.list }}", collect: "{{ [each.item.a, in_1, size(start.list)] }}" }),
          inside("{{ 1 }}"),
        ],
        edges("start -> each"),
      ),
      [],
    ],
    [
      "an inner item out of its container, an outer item in the inner one",
      graph(
        [
          start({ rows: { type: "array", items: { type: "array", items: { type: "number" } } } }),
          map("row", "{{ start.rows }}"),
          node("cell", "map", { items: "{{ row.item }}" }, { parentId: "row" }),
          transform("add", "{{ cell.item + size(row.item) + cell.index }}", { parentId: "cell" }),
          transform("wrong", "{{ cell.item }}", { parentId: "row" }),
        ],
        edges("start -> row", "cell -> wrong"),
      ),
      ["ORR_EXPR_UNKNOWN_MEMBER @ wrong value"],
    ],
  ])("%s", (_name, drawn, expected) => {
    expect(found(drawn)).toEqual(expected);
  });

  it("types results by what is kept of each", () => {
    const drawn = (onItemError: string) =>
      graph(
        [listed, node("each", "map", { items: "{{ start.list }}", onItemError }), inside("{{ each.item.a }}")],
        edges("start -> each"),
      );
    const typeOf = (onItemError: string) => {
      const type = compile(drawn(onItemError), { catalog }).outputs.get("each");
      return type?.kind === "object" ? type.properties.results?.type : null;
    };
    expect(typeOf("fail")).toEqual({ kind: "list", items: { kind: "number" } });
    expect(typeOf("null")).toEqual({
      kind: "list",
      items: { kind: "union", of: [{ kind: "number" }, { kind: "null" }] },
    });
  });

  it("shows the editor what is in scope where", () => {
    const drawn = graph([listed, each, inside("{{ 1 }}"), output("end", 1)], edges("start -> each", "each -> end"));
    const { scopes } = compile(drawn, { catalog });
    const names = (id: string, where: "node" | "iteration") =>
      [...(scopes.get(id)?.[where]?.variables.keys() ?? [])].toSorted();
    expect([
      names("start", "node"),
      names("each", "node"),
      names("each", "iteration"),
      names("in_1", "node"),
      names("end", "node"),
    ]).toEqual([[], ["start"], ["each", "in_1", "start"], ["each", "start"], ["each", "start"]]);
  });
});

function map(id: string, items = "{{ [1, 2] }}") {
  return node(id, "map", { items });
}
