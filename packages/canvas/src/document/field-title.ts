import type { EditedField, Graph, Json } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { dotted, matchesPattern } from "../fields/config-path.ts";
import { nodeShape } from "../flow/node-shape.ts";

const OF_NODE = { label: "Name", disabled: "On or off", policy: "If it fails", join: "When it runs" } as const;
const OF_WORKFLOW = {
  name: "Name of the workflow",
  description: "Description of the workflow",
  settings: "Limits and settings",
} as const;

/** What people call a field, with its node: `Prompt of “Ask”`. */
export function fieldTitle(graph: Graph, catalog: Catalog, field: EditedField): string {
  if (!("nodeId" in field)) return OF_WORKFLOW[field.kind];
  const node = graph.nodes.find(({ id }) => id === field.nodeId);
  const title = node ? nodeShape(catalog, node).title : field.nodeId;
  if (!("path" in field)) return `${OF_NODE[field.kind]} of “${title}”`;
  const fields = node ? (catalog.get(node.type)?.fields ?? []) : [];
  const path = field.path.map(String);
  // The nearest field around the place that has a name.
  for (let length = path.length; length > 0; length--) {
    const spec = fields.find((one) => matchesPattern(one.path, dotted(path.slice(0, length))));
    if (spec) return `${spec.label} of “${title}”`;
  }
  return `${path.filter((part) => !/^\d+$/.test(part)).join(" ")} of “${title}”`;
}

/** A value as it is read beside another one. */
export function valueWords(value: Json | undefined): string {
  if (value === undefined || value === null || value === "") return "";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
