import type { Json, JsonObject } from "@orrery/graph";
import type { ForeignEdge, ForeignFlow, ForeignNode } from "../foreign-flow.ts";
import { at, isObject, numberOf, objectOf, objectsOf, textOf } from "../json-access.ts";

/** A flow of Langflow, in the form of React Flow: fields stand in `data.node.template`, and edges feed fields. */
export function readLangflow(file: JsonObject): ForeignFlow {
  return {
    format: "langflow",
    name: textOf(file.name),
    description: textOf(file.description),
    nodes: objectsOf(file.nodes).map(toNode),
    edges: objectsOf(file.edges).map(toEdge),
    notes: [],
    scale: { x: 0.85, y: 0.5 },
  };
}

function toNode(node: JsonObject, index: number): ForeignNode {
  const data = objectOf(node.data);
  const template = objectOf(at(data, "node", "template"));
  const isNote = node.type === "noteNode" || data.type === "note";
  const width = numberOf(node.width);
  const height = numberOf(node.height);
  const type = isNote ? "note" : textOf(data.type);
  return {
    key: textOf(node.id) || `node ${index + 1}`,
    name: isNote ? "Note" : textOf(at(data, "node", "display_name")) || textOf(data.display_name) || type,
    type,
    position: { x: numberOf(at(node, "position", "x")) ?? 0, y: numberOf(at(node, "position", "y")) ?? 0 },
    ...(isNote && width !== null && height !== null && { size: { width, height } }),
    settings: isNote ? { text: textOf(at(data, "node", "description")) } : valuesOf(template),
    credentials: keysOf(template),
    isOff: false,
  };
}

/** The fields of a component that say something, without its source code and its keys. */
function valuesOf(template: JsonObject): JsonObject {
  const entries = Object.entries(template).flatMap(([name, field]): (readonly [string, Json])[] => {
    if (!isObject(field) || isKey(field) || field.type === "code" || name === "_type") return [];
    const { value } = field;
    return value === undefined || value === null || value === "" ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

const isKey = (field: JsonObject) =>
  field.password === true || field.load_from_db === true || /Secret/.test(textOf(field._input_type));

/** Names of the keys that are filled in, or said to come from Langflow's own store. */
function keysOf(template: JsonObject): readonly string[] {
  return Object.values(template).flatMap((field) => {
    if (!isObject(field) || !isKey(field) || textOf(field.value) === "") return [];
    return [(textOf(field.display_name) || textOf(field.name) || "a key").slice(0, 100)];
  });
}

/** Which output feeds which field. Older files have it only as text, in which `œ` stands for a quote. */
function toEdge(edge: JsonObject): ForeignEdge {
  const from = at(edge, "data", "sourceHandle") ?? handleOf(edge.sourceHandle);
  const to = at(edge, "data", "targetHandle") ?? handleOf(edge.targetHandle);
  return {
    source: textOf(edge.source),
    exit: textOf(at(from, "name")),
    target: textOf(edge.target),
    entry: textOf(at(to, "fieldName")) || "input_value",
  };
}

function handleOf(value: unknown): JsonObject {
  try {
    return objectOf(JSON.parse(textOf(value).replaceAll("œ", '"')));
  } catch {
    return {};
  }
}
