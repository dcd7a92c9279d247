import type { JsonObject } from "@orrery/graph";
import type { ForeignFormat } from "./foreign-report.ts";
import { at, isObject, objectsOf } from "./json-access.ts";

export type Detected =
  | { readonly format: ForeignFormat; readonly file: JsonObject }
  | { readonly unread: string }
  | null;

/**
 * Which tool wrote a document, by its shape. `unread` names a kind of file of one of the tools that is not a workflow; null
 * for everything else, an own workflow included.
 */
export function detectFormat(value: unknown): Detected {
  if (!isObject(value) || typeof value.schema === "string") return null;
  if (value.kind === "app" || isObject(value.app)) {
    if (isObject(at(value, "workflow", "graph"))) return { format: "dify", file: value };
    return { unread: "This is a Dify app without a workflow. Only its workflows and chatflows can be imported." };
  }
  const inner = isObject(value.data) && Array.isArray(value.data.nodes) ? value.data : value;
  const nodes = objectsOf(inner.nodes);
  if (nodes.length === 0) return null;
  if (isObject(value.connections) && nodes.some((node) => typeof node.type === "string" && !isObject(node.data))) {
    return { format: "n8n", file: value };
  }
  const flowise = nodes.filter((node) => typeof at(node, "data", "name") === "string");
  if (flowise.some((node) => String(at(node, "data", "name")).endsWith("Agentflow")))
    return { format: "flowise", file: inner };
  if (nodes.some((node) => isObject(at(node, "data", "node"))))
    return { format: "langflow", file: { ...value, ...inner } };
  if (flowise.length > 0 && flowise.some((node) => Array.isArray(at(node, "data", "inputAnchors")))) {
    return { unread: "This is an old chatflow of Flowise. Only AgentFlow v2 can be imported." };
  }
  return null;
}
