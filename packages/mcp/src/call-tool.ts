import type { CallToolResult, Client, RequestOptions } from "@modelcontextprotocol/client";
import {
  type Json,
  type JsonObject,
  type ToolAnswer,
  type ToolFace,
  type ToolRequest,
  validateJson,
} from "@orrery/node-kit";
import { checkableSchema } from "./checkable-schema.ts";
import { listTools } from "./list-tools.ts";
import { refused, tooLarge } from "./refusals.ts";
import { listedTool } from "./tool-face.ts";

/** A step's value. */
const largestAnswer = 4 * 1024 * 1024;
const longestProgress = 500;

/**
 * Asks the server what the tool is now, holds that against what was approved, calls it, and holds what it gives against
 * what it says it gives. Throws `StepFailure`: `MCP_TOOL_GONE`, `MCP_TOOL_CHANGED`, `MCP_ARGS`, `MCP_OUTPUT`, `MCP_TOO_LARGE`.
 */
export async function callTool(
  client: Client,
  { request, approved, host }: { readonly request: ToolRequest; readonly approved: ToolFace; readonly host: string },
  options: RequestOptions,
): Promise<ToolAnswer> {
  const { server, tool: name, args, idempotencyKey, onProgress } = request;
  const shown = `“${name}” of “${server}”`;
  const found = (await listTools(client, host, options)).filter((tool) => tool.name === name);
  const [tool] = found;
  if (tool === undefined) throw refused("MCP_TOOL_GONE", `${host} has no tool ${shown} any more.`);
  if (found.length > 1 || listedTool(tool, host).face.hash !== approved.hash) {
    throw refused(
      "MCP_TOOL_CHANGED",
      `The tool ${shown} is not what was approved any more. Look at it again in Settings, under MCP servers.`,
    );
  }
  checkFit("MCP_ARGS", `The arguments of ${shown}`, { schema: approved.inputSchema, value: args });
  const { outputSchema: _, ...definition } = tool;
  const result = await client.callTool(
    { name, arguments: { ...args }, _meta: { "orrery/idempotencyKey": idempotencyKey } },
    {
      ...options,
      toolDefinition: definition,
      ...(onProgress !== undefined && {
        onprogress: ({ message, progress, total }) =>
          onProgress(
            (message ?? (total === undefined ? `${progress}` : `${progress} of ${total}`)).slice(0, longestProgress),
          ),
      }),
    },
  );
  return answerOf(result, { approved, shown, host });
}

function answerOf(
  result: CallToolResult,
  { approved, shown, host }: { readonly approved: ToolFace; readonly shown: string; readonly host: string },
): ToolAnswer {
  const content = plain(result.content) ?? [];
  const blocks = isList(content) ? content : [];
  const isError = result.isError === true;
  const text = result.content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
  const structured = plain(result.structuredContent);
  if (JSON.stringify([blocks, structured]).length > largestAnswer) throw tooLarge(host);
  if (isError || approved.outputSchema === null) return { isError, text, content: blocks, structured: null };
  if (!isObject(structured)) throw refused("MCP_OUTPUT", `${shown} says what it gives, and gave nothing of the kind.`);
  checkFit("MCP_OUTPUT", `What ${shown} gave`, { schema: approved.outputSchema, value: structured });
  return { isError, text, content: blocks, structured };
}

function checkFit(
  code: string,
  what: string,
  { schema, value }: { readonly schema: JsonObject; readonly value: JsonObject },
): void {
  const [first] = problemsOf(schema, value);
  if (first === undefined) return;
  throw refused(code, `${what}${first.path === "" ? "" : ` at ${first.path}`}: ${first.message}`);
}

/** A schema that cannot be carried out (it refers to itself without end) is the server's own to check. */
function problemsOf(schema: JsonObject, value: JsonObject): ReturnType<typeof validateJson> {
  try {
    return validateJson(checkableSchema(schema), value);
  } catch {
    return [];
  }
}

function plain(value: unknown): Json | null {
  return JSON.parse(JSON.stringify(value) ?? "null") as Json;
}

function isObject(value: Json | null): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

function isList(value: Json | null): value is readonly Json[] {
  return Array.isArray(value);
}
