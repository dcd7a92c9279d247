import type { JsonObject } from "@orrery/graph";
import type { ForeignFlow, ForeignNode } from "../foreign-flow.ts";
import { at, numberOf, objectOf, objectsOf, textOf } from "../json-access.ts";

/** An AgentFlow of version 2, in the form of React Flow: what a node does stands in `data.name`, its fields in `data.inputs`. */
export function readFlowise(file: JsonObject): ForeignFlow {
  const leading = new Set(objectsOf(file.edges).map(({ source }) => textOf(source)));
  return {
    format: "flowise",
    name: textOf(file.name),
    description: textOf(file.description),
    nodes: objectsOf(file.nodes).map((node, index) => toNode(node, index, leading)),
    edges: objectsOf(file.edges).map(({ source, sourceHandle, target }) => ({
      source: textOf(source),
      exit: /-output-(\d+)$/.exec(textOf(sourceHandle))?.[1] ?? "out",
      target: textOf(target),
      entry: "in",
    })),
    notes: [
      "In Flowise an agent or a model is shown all earlier messages of the run by itself. Here it sees its prompt: name in it what it has to know.",
    ],
    scale: { x: 1.6, y: 1.4 },
  };
}

function toNode(node: JsonObject, index: number, leading: ReadonlySet<string>): ForeignNode {
  const settings = objectOf(at(node, "data", "inputs"));
  const type = textOf(at(node, "data", "name"));
  const width = numberOf(node.width);
  const height = numberOf(node.height);
  const parent = textOf(node.parentNode) || textOf(node.parentId);
  return {
    key: textOf(node.id) || `node ${index + 1}`,
    name: textOf(at(node, "data", "label")) || type,
    type,
    position: { x: numberOf(at(node, "position", "x")) ?? 0, y: numberOf(at(node, "position", "y")) ?? 0 },
    ...(width !== null && height !== null && { size: { width, height } }),
    ...(parent !== "" && { parent }),
    settings: type === "directReplyAgentflow" ? { ...settings, $leadsOn: leading.has(textOf(node.id)) } : settings,
    credentials: textOf(at(node, "data", "credential")) === "" ? [] : ["a credential of Flowise"],
    isOff: false,
  };
}
