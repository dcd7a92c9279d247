import type { GraphNode, Json, JsonObject } from "@orrery/graph";
import type { NodeDefinition } from "@orrery/node-kit";

/**
 * What is said at first of a node that becomes a tool: its name from its label, what its type does, a text for each
 * `call.args` member that its settings read, and a person asked first where it acts outside and cannot be repeated.
 * `others` are the entries beside it, whose names it does not take.
 */
export function newToolEntry(
  node: GraphNode,
  definition: NodeDefinition | null | undefined,
  others: readonly Json[],
): JsonObject {
  const names = argumentNames(JSON.stringify(node.config));
  const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
  return {
    name: freeName(plainName(node.label ?? node.id), others),
    description: definition?.description ?? "",
    parameters: { type: "object", properties, ...(names.length > 0 && { required: names }) },
    permission: isHarmless(node, definition) ? "allow" : "ask",
  };
}

function isHarmless(node: GraphNode, definition: NodeDefinition | null | undefined): boolean {
  const parsed = definition?.config.safeParse(node.config);
  if (!definition || !parsed?.success) return false;
  const effect = definition.effect(parsed.data);
  return effect === "pure" || effect === "repeatable";
}

function argumentNames(config: string): readonly string[] {
  const found = [...config.matchAll(/(?<![\w.])call\.args\.([A-Za-z_]\w*)/g)].flatMap(([, name]) => name ?? []);
  return [...new Set(found)];
}

function plainName(text: string): string {
  const name = text
    .normalize("NFKD")
    .replace(/[^a-zA-Z0-9_-]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase()
    .slice(0, 60);
  return name === "" ? "tool" : name;
}

function freeName(name: string, others: readonly Json[]): string {
  const taken = new Set(others.map((entry) => (isObject(entry) ? entry.name : undefined)));
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) if (!taken.has(`${name}_${number}`)) return `${name}_${number}`;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
