import type { Graph, GraphNode } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { expect, it } from "vitest";
import { edges, graph, node, start, transform } from "./diagnostic-catalogue/draw.ts";
import { compile, createCompiler } from "./index.ts";
import { found } from "./testing/found.ts";

const hold = (id: string, extras: Partial<GraphNode> = {}) => node(id, "wait", { signal: {} }, extras);

/** `tell` stands before `hold`; `each` holds `inner` and `ask`. */
function drawn(tell: string, ask = "{{ 1 }}", extras: Partial<GraphNode> = {}): Graph {
  return graph(
    [
      start(),
      transform("tell", tell),
      hold("hold", extras),
      node("nap", "wait", { ms: 5 }),
      node("each", "map", { items: [1], collect: 1 }),
      transform("ask", ask, { parentId: "each" }),
      hold("inner", { parentId: "each" }),
      hold("loose"),
    ],
    edges("start -> tell", "tell -> hold", "hold -> nap", "nap -> each", "ask -> inner"),
  );
}

const left = ["ORR_NOT_WIRED @ loose"];
const unknown = (id: string) => [...left, `ORR_EXPR_UNKNOWN_MEMBER @ ${id} value`];

it.each<[string, Graph, readonly string[]]>([
  ["although its step waits later", drawn("{{ run.signals.hold }}"), left],
  ["as text", drawn("Call {{ run.signals.hold }} back"), left],
  ["from inside a container", drawn("1", "{{ run.signals.hold + run.signals.inner }}"), left],
  ["not into a container: it has one for each iteration", drawn("{{ run.signals.inner }}"), unknown("tell")],
  ["not of a step that waits for a time", drawn("{{ run.signals.nap }}"), unknown("tell")],
  ["not of a step that is in no run", drawn("{{ run.signals.loose }}"), unknown("tell")],
  ["not of a step that is off", drawn("{{ run.signals.hold }}", "1", { disabled: true }), unknown("tell")],
])("an address can be read %s", (_name, graph, expected) => {
  expect(found(graph)).toEqual(expected);
});

it("is text", () => {
  expect(found(drawn("{{ run.signals.hold - 1 }}"))).toEqual([...left, "ORR_EXPR_TYPE @ tell value"]);
});

it("the plan says which addresses a step reads", () => {
  const signals = (value: string) => {
    const plan = compile(drawn("1", value), { catalog }).plan;
    return plan?.nodes.flatMap((node) => (node.signals === undefined ? [] : [[node.id, node.signals]]));
  };
  expect(signals("{{ run.signals.inner + run.signals.inner }}")).toEqual([["ask", ["inner"]]]);
  expect(signals("{{ json(run.signals) }}")).toEqual([["ask", ["hold", "inner"]]]);
  expect(signals("run.signals.hold")).toEqual([]);
});

it("is looked at again when the step does not wait for a call any more", () => {
  const compiler = createCompiler({ catalog });
  const before = drawn("{{ run.signals.hold }}");
  const nodes = before.nodes.map((one) => (one.id === "hold" ? { ...one, config: { ms: 1 } } : one));
  expect(compiler.compile(before).plan).not.toBeNull();
  expect(compiler.compile({ ...before, nodes }).plan).toBeNull();
  expect(compiler.compile(before).plan?.nodes.find(({ id }) => id === "tell")?.signals).toEqual(["hold"]);
});
