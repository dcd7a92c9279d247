import type { EditOp, Graph, GraphNode, JsonPath } from "../graph.ts";
import { hashText } from "../hash-text.ts";
import type { Json } from "../json.ts";

/** A place of the document that holds one value, which an edit sets as a whole. */
export type EditedField =
  | { readonly kind: "config"; readonly nodeId: string; readonly path: JsonPath }
  | { readonly kind: "label" | "disabled" | "policy" | "join"; readonly nodeId: string }
  | { readonly kind: "name" | "description" | "settings" };

/** A field and what it is set to; absent: nothing. */
export interface FieldEdit {
  readonly field: EditedField;
  readonly value?: Json;
}

/** The fields that an edit sets, and to what, in its order. */
export function fieldEdits(op: EditOp): readonly FieldEdit[] {
  switch (op.op) {
    case "config.set":
      return [set({ kind: "config", nodeId: op.id, path: op.path }, op.value)];
    case "node.label":
      return [set({ kind: "label", nodeId: op.id }, op.label)];
    case "node.disable":
      return [set({ kind: "disabled", nodeId: op.id }, op.disabled)];
    case "policy.set":
      return [set({ kind: "policy", nodeId: op.id }, plain(op.policy))];
    case "join.set":
      return [set({ kind: "join", nodeId: op.id }, plain(op.join))];
    case "graph.name":
      return [set({ kind: "name" }, op.name)];
    case "graph.description":
      return [set({ kind: "description" }, op.description)];
    case "settings.set":
      return [set({ kind: "settings" }, plain(op.settings))];
    case "batch":
      return op.ops.flatMap(fieldEdits);
    default:
      return [];
  }
}

/** Equal for the same field. */
export function fieldKey(field: EditedField): string {
  return JSON.stringify([field.kind, "nodeId" in field ? field.nodeId : "", "path" in field ? field.path : []]);
}

/** What a field holds; undefined where there is nothing, or its node is gone. */
export function readField(graph: Graph, field: EditedField): Json | undefined {
  if (!("nodeId" in field)) return plain(graph[field.kind]);
  const node = graph.nodes.find(({ id }) => id === field.nodeId);
  if (!node) return undefined;
  if ("path" in field) return readConfig(node, field.path);
  return field.kind === "disabled" ? (node.disabled ?? false) : plain(node[field.kind]);
}

function readConfig(node: GraphNode, path: JsonPath): Json | undefined {
  let at: Json | undefined = node.config;
  for (const part of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = new Map<string, Json>(Object.entries(at)).get(String(part));
  }
  return at;
}

/** The edit that sets a text or another part of a config to `value`, where `now` stands. Null: it is no such field. */
export function setFieldOp({ field, value }: FieldEdit, now: Json | undefined): EditOp | null {
  if (field.kind === "label") return { op: "node.label", id: field.nodeId, label: textOrNull(value) };
  if (field.kind === "disabled") return { op: "node.disable", id: field.nodeId, disabled: value === true };
  if (field.kind === "name") return { op: "graph.name", name: textOrNull(value) ?? "" };
  if (field.kind === "description") return { op: "graph.description", description: textOrNull(value) };
  if (field.kind !== "config") return null;
  return {
    ...{ op: "config.set", id: field.nodeId, path: field.path },
    ...(value !== undefined && { value }),
    ...(typeof now === "string" && { was: hashText(now) }),
  };
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function set(field: EditedField, value: Json | null | undefined): FieldEdit {
  return value === null || value === undefined ? { field } : { field, value };
}

/** Parts of a graph are JSON by their schema. */
function plain(part: object | string | null | undefined): Json | undefined {
  return part === null || part === undefined ? undefined : JSON.parse(JSON.stringify(part));
}
