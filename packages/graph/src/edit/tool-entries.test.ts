import { describe, expect, it } from "vitest";
import { applyEdit, copyNodes, type EditOp, type Graph, type GraphNode, pasteOps } from "../index.ts";

const entry = { name: "look_up", description: "Looks up.", parameters: { type: "object" }, permission: "allow" };
const other = { ...entry, name: "tell" };
const node = (id: string, type: string, config: GraphNode["config"] = {}): GraphNode => {
  return { id, type, position: { x: 0, y: 0 }, config };
};
const tool = (target: string) => {
  return { id: `t_${target}`, source: "helper", sourceHandle: "tools", target, targetHandle: "in" };
};
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Agent",
  nodes: [
    node("helper", "agent", { prompt: "{{ find.x }}", tools: { find: entry, tell: other } }),
    node("find", "transform"),
    node("tell", "transform"),
  ],
  edges: [tool("find"), tool("tell")],
};

function applied(from: Graph, op: EditOp): { graph: Graph; inverse: EditOp } {
  const result = applyEdit(from, op);
  if (!result.ok) throw new Error(`${result.refusal}: ${result.message}`);
  return result;
}

const toolsOf = (from: Graph, id = "helper") => from.nodes.find((one) => one.id === id)?.config.tools;

describe("what a node says of its tools", () => {
  it.each<[string, EditOp]>([
    ["the edge", { op: "edge.remove", id: "t_find" }],
    ["the tool", { op: "node.remove", id: "find" }],
  ])("goes with %s, and comes back with it", (_what, op) => {
    const result = applied(graph, op);
    expect(toolsOf(result.graph)).toEqual({ tell: other });
    expect(applied(result.graph, result.inverse).graph).toEqual(graph);
  });

  it("goes and comes back with the node itself", () => {
    const result = applied(graph, { op: "node.remove", id: "helper" });
    expect(result.graph.edges).toEqual([]);
    expect(applied(result.graph, result.inverse).graph).toEqual(graph);
  });

  it("follows a tool that gets another id, in its place", () => {
    const result = applied(graph, { op: "node.rename", from: "find", to: "search" });
    expect(Object.entries(toolsOf(result.graph) ?? {})).toEqual([
      ["search", entry],
      ["tell", other],
    ]);
    expect(applied(result.graph, result.inverse).graph).toEqual(graph);
  });

  it("is brought back where the new id had an entry already", () => {
    const [first, ...rest] = graph.nodes;
    if (first === undefined) throw new Error("There is one.");
    const odd = { ...graph, nodes: [{ ...first, config: { tools: { find: entry, later: other } } }, ...rest] };
    const result = applied(odd, { op: "node.rename", from: "find", to: "later" });
    expect(applied(result.graph, result.inverse).graph).toEqual(odd);
  });

  it("is copied for tools that are copied with it, and pasted under their new ids", () => {
    const clip = copyNodes(graph, ["helper", "find"]);
    expect(clip.nodes[0]?.config.tools).toEqual({ find: entry });
    const { op, ids } = pasteOps(graph, clip, { offset: { x: 10, y: 10 } });
    const pasted = applied(graph, op).graph;
    const [agent = "", found = ""] = ids;
    expect(toolsOf(pasted, agent)).toEqual({ [found]: entry });
    expect(pasted.edges.filter(({ source }) => source === agent)).toMatchObject([{ target: found }]);
  });
});
