import type { Graph, GraphNode } from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import { z } from "zod";

const anyConfig = z.record(z.string(), z.json());

type Made = Partial<Omit<NodeDefinition, "traits" | "type">> & {
  readonly traits?: Partial<NodeDefinition["traits"]>;
  readonly outs?: readonly string[];
};

/** A made-up type: what the canvas does follows from traits, handles and fields alone. */
function made(type: string, { traits = {}, outs = ["out"], ...rest }: Made = {}): NodeDefinition {
  const { role = "step" } = traits;
  return {
    type,
    typeVersion: 1,
    title: type,
    description: "",
    category: "flow",
    icon: "box",
    keywords: [],
    config: anyConfig,
    fields: [],
    initial: {},
    traits: { role, source: "trusted", sink: "none", ...traits },
    effect: () => "pure",
    inputs: () => (role === "step" || role === "output" ? [{ id: "in", label: "After" }] : []),
    outputs: () => (role === "note" || role === "output" ? [] : outs.map((id) => ({ id, label: id }))),
    output: () => ({ kind: "any" }),
    summary: () => [],
    ...rest,
  };
}

const list = { kind: "list", items: { kind: "any" } } as const;

const types = [
  made("begin", { traits: { role: "entry", rootOnly: true, single: true } }),
  made("work", { keywords: ["labour"], description: "Does something." }),
  made("fork", { outs: ["yes", "no"] }),
  made("room", {
    fields: [{ path: "items", label: "Items", control: "text", expression: true, expects: list }],
    traits: {
      container: {
        kind: "each",
        itemsField: "items",
        collectField: "collect",
        concurrencyField: "concurrency",
        onItemErrorField: "onItemError",
      },
    },
  }),
  made("caller", { traits: { toolHandle: true } }),
  made("end", { traits: { role: "output", rootOnly: true } }),
  made("remark", { traits: { role: "note" } }),
  made("frame", {
    traits: { role: "note", frame: true, rootOnly: true },
    fields: [{ path: "title", label: "Title", control: "text" }],
  }),
];

export const madeUpCatalog: Catalog = { types, get: (type) => types.find((one) => one.type === type) };

/** The made-up type of a name. Throws where there is none. */
export function madeUpType(type: string): NodeDefinition {
  const found = madeUpCatalog.get(type);
  if (!found) throw new Error(`There is no made-up type "${type}".`);
  return found;
}

/** A node of a made-up type; rooms and frames have a size. */
export function madeUpNode(
  id: string,
  type: string,
  place: readonly [x: number, y: number, parentId?: string],
): GraphNode {
  const [x, y, parentId] = place;
  return {
    ...{ id, type, position: { x, y }, config: {} },
    ...((type === "room" || type === "frame") && { size: { width: 400, height: 300 } }),
    ...(parentId !== undefined && { parentId }),
  };
}

/** A graph of made-up nodes and of edges written "a.out b"; the way out may be left away. */
export function madeUpGraph(nodes: readonly GraphNode[], edges: readonly string[] = []): Graph {
  return {
    schema: "orrery.graph/v1",
    name: "Test",
    nodes,
    edges: edges.map((words) => {
      const [from = "", target = ""] = words.split(" ");
      const [source = "", sourceHandle = "out"] = from.split(".");
      return { id: `${source}.${sourceHandle}-${target}.in`, source, sourceHandle, target, targetHandle: "in" };
    }),
  };
}
