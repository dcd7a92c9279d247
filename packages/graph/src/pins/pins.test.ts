import { describe, expect, test } from "vitest";
import {
  applyEdit,
  formatGraph,
  type Graph,
  graphLimits,
  parseGraph,
  stripForTemplate,
  withoutPins,
} from "../index.ts";

const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Pins",
  nodes: [{ id: "fetch", type: "http-request", position: { x: 0, y: 0 }, config: { url: "https://example.org" } }],
  edges: [],
};

const pinned = { output: { body: "{{ later }} is no expression here" }, handle: "out" };

function pin(output: string) {
  return applyEdit(graph, { op: "node.pin", id: "fetch", pinned: { output } });
}

describe("a pinned output", () => {
  test("is set, changed and taken away, each to be undone", () => {
    const first = applyEdit(graph, { op: "node.pin", id: "fetch", pinned });
    if (!first.ok) throw new Error(first.message);
    expect(first.graph.nodes[0]?.pinned).toEqual(pinned);
    expect(first.inverse).toEqual({ op: "node.pin", id: "fetch", pinned: null });
    const second = applyEdit(first.graph, { op: "node.pin", id: "fetch", pinned: null });
    expect(second.ok && second.inverse).toEqual({ op: "node.pin", id: "fetch", pinned });
    expect(second.ok && second.graph).toEqual(graph);
    expect(applyEdit(graph, { op: "node.pin", id: "gone", pinned })).toMatchObject({ refusal: "NODE_MISSING" });
  });

  test("holds at most 256 KB, counted in bytes", () => {
    expect(pin("x".repeat(graphLimits.pinBytes - 2)).ok).toBe(true);
    expect(pin("é".repeat(graphLimits.pinBytes / 2))).toMatchObject({ ok: false, refusal: "INVALID" });
  });

  test("goes with an exported file and comes back, and stays as it is when a node is renamed", () => {
    const edited = applyEdit(graph, {
      op: "batch",
      name: "",
      ops: [
        { op: "node.pin", id: "fetch", pinned },
        { op: "node.rename", from: "fetch", to: "later" },
      ],
    });
    if (!edited.ok) throw new Error(edited.message);
    const back = parseGraph(formatGraph(edited.graph));
    expect(back).toMatchObject({ graph: { nodes: [{ id: "later", pinned }] } });
  });

  test("goes neither with a template nor with a stored drawing", () => {
    const held: Graph = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, pinned })) };
    const stripped = stripForTemplate(held, { get: () => undefined });
    expect(stripped.graph).toEqual(graph);
    expect(stripped.stripped).toEqual([{ nodeId: "fetch", field: "pinned", why: "an output that you pinned" }]);
    expect(withoutPins(held)).toEqual(graph);
    expect(withoutPins(graph)).toBe(graph);
  });
});
