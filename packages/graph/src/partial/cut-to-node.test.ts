import { expect, test } from "vitest";
import { cutToNode, type Graph, type GraphNode } from "../index.ts";

function node(id: string, more: Partial<GraphNode> = {}): GraphNode {
  return { id, type: "transform", position: { x: 0, y: 0 }, config: {}, ...more };
}

function edge(id: string, words: string) {
  const [source = "", sourceHandle = "out", target = ""] = words.split(" ");
  return { id, source, sourceHandle, target, targetHandle: "in" };
}

const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Cut",
  nodes: [
    node("start"),
    node("pay", { policy: { undo: "refund" } }),
    node("refund"),
    node("each"),
    node("inner", { parentId: "each" }),
    node("after", { parentId: "each" }),
    node("agent"),
    node("look"),
    node("end"),
    node("side"),
  ],
  edges: [
    edge("e1", "start out pay"),
    edge("e2", "pay out each"),
    edge("e3", "inner out after"),
    edge("e4", "each out agent"),
    edge("e5", "agent tools look"),
    edge("e6", "agent out end"),
    edge("e7", "start out side"),
  ],
};

function kept(id: string) {
  const cut = cutToNode(graph, id);
  return cut && { target: cut.target, nodes: cut.graph.nodes.map((one) => one.id), edges: cut.graph.edges.length };
}

test("what leads to a node is kept, and what follows it or stands beside it is not", () => {
  expect(kept("pay")).toEqual({ target: "pay", nodes: ["start", "pay", "refund"], edges: 1 });
});

test("tools of what is kept are kept", () => {
  const nodes = ["start", "pay", "refund", "each", "inner", "after", "agent", "look"];
  expect(kept("agent")).toEqual({ target: "agent", nodes, edges: 5 });
});

test("a node inside a container stands for the whole of it", () => {
  const nodes = ["start", "pay", "refund", "each", "inner", "after"];
  expect(kept("inner")).toEqual({ target: "each", nodes, edges: 3 });
});

test("there is no cut to a node that is not there", () => {
  expect(kept("gone")).toBe(null);
});
