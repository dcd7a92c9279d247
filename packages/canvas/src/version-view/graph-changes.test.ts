import type { Graph, GraphNode } from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { graphChanges } from "./graph-changes.ts";

const ask: NodeDefinition = {
  type: "ask",
  typeVersion: 1,
  title: "Ask",
  description: "Asks.",
  category: "ai",
  icon: "sparkles",
  keywords: [],
  config: z.record(z.string(), z.json()),
  fields: [{ path: "prompt", label: "Instruction", control: "long-text" }],
  initial: {},
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "In" }],
  outputs: () => [{ id: "out", label: "Out" }],
  output: () => ({ kind: "any" }),
  summary: () => [],
};
const catalog: Catalog = { types: [ask], get: (type) => (type === "ask" ? ask : undefined) };
const node = (id: string, rest: Partial<GraphNode> = {}): GraphNode => ({
  ...{ id, type: "ask", label: id.toUpperCase(), position: { x: 0, y: 0 }, config: { prompt: "a", k: 1 } },
  ...rest,
});
const edge = (source: string, target: string) => ({
  ...{ id: `${source}${target}`, source, sourceHandle: "out", target, targetHandle: "in" },
});
const graph = (rest: Partial<Graph>): Graph => ({
  schema: "orrery.graph/v1",
  name: "W",
  nodes: [],
  edges: [],
  ...rest,
});

test("a drawing is the same as itself, in whatever order its parts stand", () => {
  const one = graph({ nodes: [node("a"), node("b")], edges: [edge("a", "b")] });
  expect(graphChanges(one, graph({ ...one, nodes: [node("b"), node("a")] }), catalog)).toEqual([]);
});

test("everything that differs is told once, in words", () => {
  const before = graph({
    nodes: [node("a"), node("b"), node("gone"), node("c")],
    edges: [edge("a", "b"), edge("b", "gone")],
    settings: {},
  });
  const after = graph({
    name: "V",
    nodes: [
      node("a", { config: { prompt: "b", k: 2 }, disabled: true }),
      node("b", { label: "Second", position: { x: 1, y: 0 } }),
      node("c", { policy: { retry: { maxAttempts: 3 } }, position: { x: 0, y: 9 } }),
      node("fresh"),
    ],
    edges: [edge("a", "c"), edge("c", "fresh")],
    settings: {},
  });
  expect(graphChanges(before, after, catalog)).toEqual([
    { kind: "changed", nodeId: null, words: "The workflow was called “W”" },
    { kind: "removed", nodeId: null, words: "“GONE” was deleted" },
    { kind: "changed", nodeId: "a", words: "“A”: Instruction, k changed" },
    { kind: "changed", nodeId: "a", words: "“A”: it was switched off" },
    { kind: "changed", nodeId: "b", words: "“Second”: it was called “B”" },
    { kind: "changed", nodeId: "c", words: "“C”: what happens when it fails changed" },
    { kind: "added", nodeId: "fresh", words: "“FRESH” was added" },
    { kind: "removed", nodeId: "b", words: "“A” no longer leads to “Second”" },
    { kind: "added", nodeId: "c", words: "“A” now leads to “C”" },
    { kind: "changed", nodeId: null, words: "2 nodes were moved" },
  ]);
});
