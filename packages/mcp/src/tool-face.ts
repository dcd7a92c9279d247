import type { Tool } from "@modelcontextprotocol/client";
import type { Effect, JsonObject, ToolFace } from "@orrery/node-kit";
import { canonicalJson, sha256Hex } from "@orrery/plan";
import type { ListedTool } from "@orrery/ports";

const longestText = 20_000;
const longestSchema = 64_000;

/** What a server says of a tool, with the hash over all of it that a person looks at when they approve it. */
export function listedTool(tool: Tool, host: string): ListedTool {
  const { name, title, description = "", annotations = {} } = tool;
  const inputSchema = plainObject(tool.inputSchema) ?? {};
  const outputSchema = tool.outputSchema === undefined ? null : plainObject(tool.outputSchema);
  const hints = plainObject(annotations) ?? {};
  const said = { name, title: title ?? "", description, inputSchema, outputSchema, annotations: hints };
  const face: ToolFace = {
    title: title ?? annotations.title ?? "",
    description,
    inputSchema,
    outputSchema,
    effect: effectOf(annotations),
    host,
    hash: sha256Hex(canonicalJson(said)),
  };
  return { name, face, problem: problemOf(name, face) };
}

/**
 * What a call that is made again would mean, by what the tool says of itself. Whoever says nothing may do anything once.
 * They are claims of the server: a person sees them when they approve the tool.
 */
function effectOf({ readOnlyHint, idempotentHint }: NonNullable<Tool["annotations"]>): Effect {
  if (readOnlyHint === true) return "repeatable";
  return idempotentHint === true ? "keyed" : "once";
}

function problemOf(name: string, { title, description, inputSchema, outputSchema }: ToolFace): string | null {
  if (!/^[A-Za-z0-9_.-]{1,128}$/.test(name))
    return "Its name is longer than 128 characters, or has others than A-Z, a-z, 0-9, _, - and dots.";
  if (description.length + title.length > longestText) return `It says more than ${longestText} characters of itself.`;
  const bytes = JSON.stringify([inputSchema, outputSchema]).length;
  if (bytes > longestSchema) return `Its schemas are longer than ${longestSchema} characters.`;
  return null;
}

/** The same as plain JSON, or null where it is no object. */
function plainObject(value: unknown): JsonObject | null {
  const read: unknown = JSON.parse(JSON.stringify(value) ?? "null");
  return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as JsonObject) : null;
}
