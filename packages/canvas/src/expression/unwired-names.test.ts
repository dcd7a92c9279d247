import { completionsAt, numberType, type Scope, type ScopeVariable, stringType } from "@orrery/expr";
import type { Graph, GraphEdge, GraphNode } from "@orrery/graph";
import { type Catalog, type NodeDefinition, stepError } from "@orrery/node-kit";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { completionScope } from "./completion-scope.ts";
import { type UnwiredName, unwiredNames } from "./unwired-names.ts";

function definition(type: string, traits: Partial<NodeDefinition["traits"]>, outs: readonly string[]): NodeDefinition {
  return {
    type,
    typeVersion: 1,
    title: type,
    description: "",
    category: "flow",
    icon: "box",
    keywords: [],
    config: z.record(z.string(), z.json()),
    fields: [],
    initial: {},
    traits: { role: "step", source: "trusted", sink: "none", ...traits },
    effect: () => "pure",
    inputs: () => (traits.role === "entry" || traits.role === "note" ? [] : [{ id: "in", label: "After" }]),
    outputs: () => outs.map((id) => ({ id, label: id })),
    output: () => ({ kind: "any" }),
    summary: () => [],
  };
}

const types = [
  definition("begin", { role: "entry" }, ["out"]),
  definition("step", {}, ["out"]),
  definition("fork", {}, ["left", "right"]),
  definition("room", {}, ["out"]),
  definition("remark", { role: "note" }, []),
];
const catalog: Catalog = { types, get: (type) => types.find((one) => one.type === type) };

function node(id: string, type = "step", extras: Partial<GraphNode> = {}): GraphNode {
  return { id, type, position: { x: 0, y: 0 }, config: {}, ...extras };
}

function edge(source: string, target: string, sourceHandle = "out"): GraphEdge {
  return { id: `${source}-${target}`, source, sourceHandle, target, targetHandle: "in" };
}

/** start → a → b, start → ask; the room beside them holds `inner`. */
const nodes = [
  node("start", "begin"),
  node("a"),
  node("b", "step", { policy: { onError: "continue" } }),
  node("ask", "fork"),
  node("room_1", "room"),
  node("inner", "step", { parentId: "room_1" }),
  node("lost"),
  node("remark_1", "remark"),
];
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Test",
  nodes,
  edges: [edge("start", "a"), edge("a", "b"), edge("start", "ask")],
};
const outputs = new Map([["b", numberType]]);
const anything: ScopeVariable = { output: { kind: "any" } };

/** In short: `name` for what is wired, `name!` for what is to be connected, `name!→` where choosing it does so. */
function offered(nodeId: string, drawn: Graph = graph): readonly string[] {
  return [...unwiredNames({ graph: drawn, catalog, outputs, nodeId })].map(
    ([name, { connectFirst, ends }]) => `${name}${connectFirst ? "!" : ""}${ends ? "→" : ""}`,
  );
}

describe("unwiredNames", () => {
  it("offers an unwired node all that stands beside it, with the edge where there is no choice", () => {
    expect(offered("lost")).toEqual(["start!→", "a!→", "b!→", "ask!", "room_1!→"]);
    expect(unwiredNames({ graph, catalog, outputs, nodeId: "lost" }).get("b")).toEqual({
      variable: { output: numberType, error: stepError },
      connectFirst: true,
      ends: { source: "b", sourceHandle: "out", target: "lost", targetHandle: "in" },
    } satisfies UnwiredName);
  });

  it("offers a wired node what is not before it, draws nothing by itself, and leaves out what comes after", () => {
    expect(offered("a")).toEqual(["start", "ask!", "room_1!", "lost!"]);
    expect(offered("b")).toEqual(["start", "a", "ask!", "room_1!", "lost!"]);
    expect(offered("start")).toEqual([]);
  });

  it("offers inside a room the room, and what stands beside it", () => {
    expect(offered("inner")).toEqual(["room_1", "start!", "a!", "b!", "ask!", "lost!"]);
    expect(offered("gone")).toEqual([]);
  });

  it("ends where a file says that rooms are inside one another", () => {
    const round = [node("r1", "room", { parentId: "r2" }), node("r2", "room", { parentId: "r1" })];
    expect(offered("r1", { ...graph, nodes: round, edges: [] })).toEqual(["r2", "r1"]);
  });
});

describe("completionScope", () => {
  const own: Scope = { variables: new Map([["start", { output: stringType }]]) };

  it("adds to what can be read what could be, and tells what was chosen", () => {
    const chosen: UnwiredName[] = [];
    const scope = completionScope({
      own,
      unwired: () => unwiredNames({ graph, catalog, outputs, nodeId: "b" }),
      choose: (found) => chosen.push(found),
    });
    const names = completionsAt("{{ ", 3, scope).filter(({ kind }) => kind === "variable");
    expect(names.map(({ label, type }) => `${label}: ${type}`)).toEqual([
      "start: text",
      "a: anything",
      "ask: anything",
      "room_1: anything",
      "lost: anything",
    ]);
    scope.choose("start");
    scope.choose("ask");
    expect(chosen).toEqual([{ variable: anything, connectFirst: true, ends: null }]);
  });
});
