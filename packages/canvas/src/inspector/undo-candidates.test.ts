import type { Graph, GraphNode } from "@orrery/graph";
import { createCatalog, defineNode, type NodeTraits } from "@orrery/node-kit";
import { expect, it } from "vitest";
import { z } from "zod";
import { undoCandidates } from "./undo-candidates.ts";

const typed = (type: string, traits: Partial<NodeTraits>) =>
  defineNode({
    type,
    typeVersion: 1,
    title: type,
    description: "",
    category: "flow",
    icon: "box",
    keywords: [],
    config: z.strictObject({ calls: z.number().exactOptional() }),
    fields: [],
    initial: {},
    traits: { role: "step", source: "trusted", sink: "none", ...traits },
    effect: () => "pure",
    cost: ({ calls }) => (calls === undefined ? {} : { subSteps: calls }),
    inputs: () => [{ id: "in", label: "After" }],
    outputs: () => [{ id: "out", label: "Next" }],
    output: () => ({ kind: "any" }),
    summary: () => [],
  });
const catalog = createCatalog([
  typed("work", {}),
  typed("person", { waits: "person" }),
  typed("host", { subSteps: true }),
]);

it("offers what the compiler would take: nodes beside it, free, of one piece, that wait for nobody", () => {
  const node = (id: string, type: string, rest: Partial<GraphNode> = {}): GraphNode => ({
    id,
    type,
    config: {},
    position: { x: 0, y: 0 },
    ...rest,
  });
  const book = node("book", "work");
  const graph: Graph = {
    schema: "orrery.graph/v1",
    name: "Trip",
    nodes: [
      book,
      node("plain", "work"),
      node("quiet", "host"),
      node("asking", "host", { config: { calls: 3 } }),
      node("ask", "person"),
      node("inside", "work", { parentId: "elsewhere" }),
      node("after", "work"),
    ],
    edges: [{ id: "e1", source: "book", sourceHandle: "out", target: "after", targetHandle: "in" }],
  };
  expect(undoCandidates(graph, catalog, book)).toEqual([
    { id: "plain", title: "work" },
    { id: "quiet", title: "host" },
  ]);
});
