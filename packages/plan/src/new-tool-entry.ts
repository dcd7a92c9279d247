import { type EditOp, type GraphNode, type Json, type JsonObject, TOOLS } from "@orrery/graph";
import type { NodeDefinition, ToolFace } from "@orrery/node-kit";

/** A node that becomes a tool, with what is known of it. */
export interface ToolCandidate {
  readonly node: GraphNode;
  readonly definition: NodeDefinition | null | undefined;
  /** The tool of a server outside that it calls, where it calls one that was approved. */
  readonly face?: ToolFace | null | undefined;
}

/** As the whole of a field: what the tool takes goes on to the server as it is. */
const allArgs = "{{ call.args }}";

/**
 * What is said at first of a node that becomes a tool: its name from its label, what its type does, a text for each
 * `call.args` member that its settings read, and a person asked first where it acts outside and cannot be repeated. Of a
 * node that calls a tool of a server, what that says of itself and takes. `others` are the entries beside it, whose names it
 * does not take.
 */
export function newToolEntry(candidate: ToolCandidate, others: readonly Json[]): JsonObject {
  const { node, definition, face } = candidate;
  const use = definition?.usesTool?.(node.config);
  const called = face == null || use === undefined ? null : { face, use };
  return {
    name: freeName(plainName(node.label ?? called?.use.tool ?? node.id), others),
    description: called?.face.description.slice(0, 4_000) ?? definition?.description ?? "",
    parameters: called !== null && passesAll(candidate) ? called.face.inputSchema : parametersOf(candidate),
    permission: isHarmless(candidate) ? "allow" : "ask",
  };
}

/**
 * The edit by which a node that calls a tool of a server passes on what it is called with; null where it does, or says
 * itself what it sends.
 */
export function newToolArgs({ node, definition, face }: ToolCandidate): EditOp | null {
  const use = definition?.usesTool?.(node.config);
  if (use === undefined || face == null || !isUnset(node.config[use.argsField])) return null;
  return { op: "config.set", id: node.id, path: [use.argsField], value: allArgs };
}

function passesAll({ node, definition }: ToolCandidate): boolean {
  const field = definition?.usesTool?.(node.config).argsField;
  if (field === undefined) return false;
  const args = node.config[field];
  return isUnset(args) || (typeof args === "string" && /^\s*\{\{\s*call\.args\s*\}\}\s*$/.test(args));
}

function isUnset(args: Json | undefined): boolean {
  return args === undefined || (isObject(args) && Object.keys(args).length === 0);
}

function parametersOf({ node, face }: ToolCandidate): JsonObject {
  const names = argumentNames(JSON.stringify(node.config));
  const known = face?.inputSchema.properties;
  const taken = known !== undefined && isObject(known) ? known : {};
  const properties = Object.fromEntries(names.map((name) => [name, taken[name] ?? { type: "string" }]));
  return { type: "object", properties, ...(names.length > 0 && { required: names }) };
}

function isHarmless({ node, definition, face }: ToolCandidate): boolean {
  const parsed = definition?.config.safeParse(node.config);
  if (!definition || !parsed?.success) return false;
  const effect = definition.effect(parsed.data, face ?? undefined);
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

/** The edit that describes an already wired tool anew, by the tool of a server that it has come to call; null where nothing is to be filled in. */
export function retellTool(callerId: string, candidate: ToolCandidate, others: readonly Json[]): EditOp | null {
  const fill = newToolArgs(candidate);
  if (fill === null) return null;
  const { id } = candidate.node;
  const say: EditOp = {
    op: "config.set",
    id: callerId,
    path: [TOOLS, id],
    value: newToolEntry(candidate, others),
  };
  return { op: "batch", name: "Fill in a tool", ops: [say, fill] };
}
