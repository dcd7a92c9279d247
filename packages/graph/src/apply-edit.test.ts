import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit, type EditOp, formatGraph, type Graph, hashText, parseGraph } from "./index.ts";
import { arbitraryOp } from "./testing/arbitrary-op.ts";
import { sampleGraph } from "./testing/sample-graph.ts";

function applied(graph: Graph, op: EditOp): { graph: Graph; inverse: EditOp } {
  const result = applyEdit(graph, op);
  if (!result.ok) throw new Error(`${result.refusal}: ${result.message}`);
  return result;
}

describe("applyEdit", () => {
  it("keeps any document valid, and its inverse gives back the identical document", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        (seeds, stream) => {
          let graph = sampleGraph;
          for (const seed of seeds) {
            const op = arbitraryOp(graph, seed, () => stream.next().value);
            const before = JSON.stringify(graph);
            const result = applyEdit(graph, op);
            expect(JSON.stringify(graph)).toBe(before);
            if (!result.ok) continue;
            expect(parseGraph(formatGraph(result.graph))).toMatchObject({ ok: true });
            expect(applied(result.graph, result.inverse).graph).toEqual(graph);
            graph = result.graph;
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("removes a container with its children and edges, and brings all of it back in its place", () => {
    const result = applied(sampleGraph, { op: "node.remove", id: "each" });
    expect(result.graph.nodes.map((node) => node.id)).toEqual(["start", "fetch", "end"]);
    expect(result.graph.edges.map((edge) => edge.id)).toEqual(["e1"]);
    expect(applied(result.graph, result.inverse).graph).toEqual(sampleGraph);
    expect(formatGraph(applied(result.graph, result.inverse).graph)).toBe(formatGraph(sampleGraph));
  });

  it("renames a node in its edges, parents and every expression, but not in members and strings", () => {
    const { graph } = applied(sampleGraph, { op: "node.rename", from: "each", to: "rows" });
    expect(graph.nodes.map((node) => [node.id, node.parentId, node.config])).toEqual([
      ["start", undefined, sampleGraph.nodes[0]?.config],
      ["fetch", undefined, sampleGraph.nodes[1]?.config],
      ["rows", undefined, { items: "{{ fetch.body.items }}" }],
      ["brief", "rows", { prompt: 'each: {{ rows.item.each + "each" }}' }],
      ["end", undefined, { value: "{{ rows.results }}" }],
    ]);
    expect(graph.edges.map(({ source, target }) => [source, target])).toEqual([
      ["start", "fetch"],
      ["fetch", "rows"],
      ["rows", "end"],
    ]);
  });

  it("gives back the old text where the new name was already named by an expression", () => {
    const dangling = applied(sampleGraph, {
      op: "config.set",
      id: "end",
      path: ["value"],
      value: "{{ fetch.body + later.x }}",
    }).graph;
    const renamed = applied(dangling, { op: "node.rename", from: "fetch", to: "later" });
    expect(applied(renamed.graph, renamed.inverse).graph).toEqual(dangling);
  });

  it("refuses to overwrite text that somebody else has changed", () => {
    const op: EditOp = { op: "config.set", id: "fetch", path: ["url"], value: "x", was: hashText("old") };
    expect(applyEdit(sampleGraph, op)).toEqual({
      ok: false,
      refusal: "CONFLICT",
      message: 'url of "fetch" was changed by somebody else in the meantime.',
    });
    const old = String(sampleGraph.nodes[1]?.config.url);
    expect(applyEdit(sampleGraph, { ...op, was: hashText(old) })).toMatchObject({
      ok: true,
      inverse: { op: "config.set", id: "fetch", path: ["url"], value: old, was: hashText("x") },
    });
  });

  it.each<[string, EditOp, string]>([
    ["an id that is taken", { op: "node.add", node: node("fetch") }, "NODE_EXISTS"],
    ["an id that expressions use", { op: "node.add", node: node("map") }, "INVALID"],
    ["a parent that is not there", { op: "node.add", node: { ...node("a"), parentId: "gone" } }, "NODE_MISSING"],
    ["a node inside itself", { op: "node.parent", id: "each", parentId: "brief", position: { x: 0, y: 0 } }, "INVALID"],
    ["an edge to nowhere", { op: "edge.add", edge: edge("start", "gone") }, "NODE_MISSING"],
    ["a missing edge", { op: "edge.remove", id: "gone" }, "EDGE_MISSING"],
    ["a place that is not there", { op: "config.set", id: "fetch", path: ["headers", "a"], value: 1 }, "PATH_MISSING"],
    ["a prototype key in a path", { op: "config.set", id: "fetch", path: ["__proto__"], value: 1 }, "INVALID"],
    ["a config that is no object", { op: "config.set", id: "fetch", path: [], value: 1 }, "INVALID"],
    ["an unknown edit", JSON.parse('{"op":"node.explode","id":"fetch"}'), "INVALID"],
    [
      "a prototype key in a value",
      JSON.parse('{"op":"config.set","id":"fetch","path":["a"],"value":{"__proto__":1}}'),
      "INVALID",
    ],
  ])("refuses %s", (_name, op, refusal) => {
    expect(applyEdit(sampleGraph, op)).toMatchObject({ ok: false, refusal });
  });

  it("applies a batch all or none", () => {
    const ops: EditOp[] = [
      { op: "node.label", id: "fetch", label: "Get" },
      { op: "node.remove", id: "gone" },
    ];
    expect(applyEdit(sampleGraph, { op: "batch", name: "Two", ops })).toMatchObject({
      ok: false,
      refusal: "NODE_MISSING",
    });
    const { graph, inverse } = applied(sampleGraph, { op: "batch", name: "One", ops: ops.slice(0, 1) });
    expect(graph.nodes[1]?.label).toBe("Get");
    expect(applied(graph, inverse).graph).toEqual(sampleGraph);
  });

  it("shares what did not change", () => {
    const { graph } = applied(sampleGraph, { op: "node.label", id: "fetch", label: "Get" });
    expect(graph.edges).toBe(sampleGraph.edges);
    expect(graph.nodes.map((node, index) => node === sampleGraph.nodes[index])).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
  });

  it("removes ten thousand wired nodes in one batch, and brings them back", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `n_${index}`);
    const graph: Graph = {
      schema: "orrery.graph/v1",
      name: "Large",
      nodes: ids.map((id) => node(id)),
      edges: ids.slice(1).map((id, index) => edge(`n_${index}`, id)),
    };
    const ops = ids.map((id): EditOp => ({ op: "node.remove", id }));
    const { graph: empty, inverse } = applied(graph, { op: "batch", name: "Clear", ops });
    expect(empty).toEqual({ schema: "orrery.graph/v1", name: "Large", nodes: [], edges: [] });
    expect(applied(empty, inverse).graph).toEqual(graph);
    expect(applyEdit(graph, { op: "node.add", node: node("one_more") })).toMatchObject({ ok: false, refusal: "LIMIT" });
  });
});

function node(id: string) {
  return { id, type: "transform", position: { x: 0, y: 0 }, config: { value: 1 } };
}

function edge(source: string, target: string) {
  return { id: `${source}-${target}`, source, sourceHandle: "out", target, targetHandle: "in" };
}
