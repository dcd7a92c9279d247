import { applyEdit, type Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { compile } from "../create-compiler.ts";
import { branch, edges, graph, node, output, start, transform } from "../diagnostic-catalogue/draw.ts";

/** start → a, start → b → c; each says what it is given. */
function beside(values: { readonly a?: string; readonly b?: string; readonly c?: string }): Graph {
  return graph(
    [
      start(),
      transform("a", values.a ?? "1", { label: "First" }),
      transform("b", values.b ?? "2"),
      transform("c", values.c ?? "3"),
    ],
    edges("start -> a", "start -> b", "b -> c"),
  );
}

/** Of every name that nothing orders before its reader, the fix that is offered. */
function fixes(drawn: Graph) {
  return compile(drawn, { catalog })
    .diagnostics.filter(({ code }) => code === "ORR_NOT_BEFORE")
    .map(({ fix }) => fix ?? null);
}

describe("connectFix", () => {
  it("draws the edge that lets the name be read, and then nothing is wrong", () => {
    const drawn = beside({ b: "{{ a }}" });
    const edge = { id: "a.out-b.in", source: "a", sourceHandle: "out", target: "b", targetHandle: "in" };
    const fix = { kind: "edit", title: "Connect First to this node", op: { op: "edge.add", edge } };
    expect(fixes(drawn)).toEqual([fix]);
    const mended = applyEdit(drawn, { op: "edge.add", edge });
    expect(mended.ok && compile(mended.graph, { catalog }).diagnostics).toEqual([]);
  });

  it("offers none that would close a circle, none where the way out is a choice, and none for what is in no run", () => {
    expect(fixes(beside({ b: "{{ c }}" }))).toEqual([null]);
    const drawn = beside({ a: "{{ ask.taken }}" });
    const asking = { ...drawn, nodes: [...drawn.nodes, branch("ask", "{{ true }}")] };
    expect(fixes(asking)).toEqual([null]);
    expect(fixes({ ...asking, edges: [...asking.edges, ...edges("start -> ask")].map(renumbered) })).toEqual([null]);
  });

  it("leads into the container where the reader is inside one", () => {
    const drawn = graph(
      [
        start(),
        transform("a", 1),
        node("each", "map", { items: [1] }, { label: "Every one" }),
        transform("in_1", "{{ a }}", { parentId: "each" }),
        output("end", "{{ each.results }}"),
      ],
      edges("start -> a", "start -> each", "each -> end"),
    );
    expect(fixes(drawn)).toEqual([
      {
        kind: "edit",
        title: "Connect a to Every one",
        op: {
          op: "edge.add",
          edge: { id: "a.out-each.in", source: "a", sourceHandle: "out", target: "each", targetHandle: "in" },
        },
      },
    ]);
  });

  it("leaves by the way of the error where only that is read", () => {
    const drawn = beside({ b: "{{ a.error.message }}" });
    const soft = drawn.nodes.map((one) => (one.id === "a" ? { ...one, policy: { onError: "branch" as const } } : one));
    expect(fixes({ ...drawn, nodes: soft })).toMatchObject([{ op: { edge: { sourceHandle: "error", target: "b" } } }]);
  });
});

function renumbered<T extends { readonly id: string }>(edge: T, index: number): T {
  return { ...edge, id: `e${index}` };
}
