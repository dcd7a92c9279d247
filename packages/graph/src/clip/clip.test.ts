import { describe, expect, it } from "vitest";
import { applyEdit, copyNodes, type Graph, newEdgeId, newNodeId, parseClip, pasteOps } from "../index.ts";
import { sampleGraph } from "../testing/sample-graph.ts";

function pasted(
  graph: Graph,
  ids: readonly string[],
  place = { offset: { x: 10, y: 20 } },
): { graph: Graph; ids: readonly string[] } {
  const paste = pasteOps(graph, copyNodes(sampleGraph, ids), place);
  const result = applyEdit(graph, paste.op);
  if (!result.ok) throw new Error(result.message);
  return { graph: result.graph, ids: paste.ids };
}

describe("copy and paste", () => {
  it("takes what is inside a container and the edges between, under new names", () => {
    const { graph, ids } = pasted(sampleGraph, ["fetch", "each"]);
    expect(ids).toEqual(["http_request_1", "map_1", "prompt_1"]);
    expect(graph.nodes.slice(5)).toEqual([
      { ...sampleGraph.nodes[1], id: "http_request_1", position: { x: 270, y: 20 } },
      {
        id: "map_1",
        type: "map",
        position: { x: 530, y: 20 },
        config: { items: "{{ http_request_1.body.items }}" },
      },
      {
        id: "prompt_1",
        type: "prompt",
        parentId: "map_1",
        position: { x: 40, y: 60 },
        config: { prompt: 'each: {{ map_1.item.each + "each" }}' },
      },
    ]);
    expect(graph.edges.slice(3)).toEqual([
      {
        id: "http_request_1.out-map_1.in",
        source: "http_request_1",
        sourceHandle: "out",
        target: "map_1",
        targetHandle: "in",
      },
    ]);
  });

  it("keeps names that are free in another document", () => {
    const empty: Graph = { schema: "orrery.graph/v1", name: "Other", nodes: [], edges: [] };
    const { graph } = pasted(empty, ["start", "fetch", "each", "end"], { offset: { x: 0, y: 0 } });
    expect(graph.nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      sampleGraph.nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
  });

  it("lets a child without its container stand where it is put", () => {
    const { graph } = pasted(sampleGraph, ["brief"]);
    expect(graph.nodes.at(-1)).toMatchObject({
      id: "prompt_1",
      config: { prompt: 'each: {{ each.item.each + "each" }}' },
    });
    expect(graph.nodes.at(-1)).not.toHaveProperty("parentId");
    const inside = pasteOps(sampleGraph, copyNodes(sampleGraph, ["brief"]), {
      offset: { x: 0, y: 0 },
      parentId: "each",
    });
    expect(inside.op).toMatchObject({ ops: [{ node: { parentId: "each" } }] });
  });

  it("reads only what is a clip", () => {
    const clip = copyNodes(sampleGraph, ["each"]);
    expect(parseClip(JSON.stringify(clip))).toEqual(clip);
    for (const text of ["", "hello", "{}", JSON.stringify(sampleGraph), JSON.stringify({ ...clip, nodes: [] })])
      expect(parseClip(text)).toBeNull();
  });
});

describe("new ids", () => {
  it("count from one, and name edges by their ends", () => {
    const ends = { source: "start", sourceHandle: "out", target: "end", targetHandle: "in" };
    const graph: Graph = { ...sampleGraph, edges: [{ id: "start.out-end.in", ...ends }] };
    expect([newNodeId(sampleGraph, "http-request"), newEdgeId(sampleGraph, ends), newEdgeId(graph, ends)]).toEqual([
      "http_request_1",
      "start.out-end.in",
      "start.out-end.in_2",
    ]);
  });
});
