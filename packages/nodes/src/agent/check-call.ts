import { type JsonObject, type ModelToolCall, validateJson } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";
import type { AgentTool } from "./agent-config.ts";

/** A tool with the node that carries it out. */
export interface WiredTool extends AgentTool {
  readonly nodeId: string;
}

/** A call that can be made, or why not, in words that the model can mend it by. */
export type CheckedCall =
  | { readonly ok: true; readonly tool: WiredTool; readonly args: JsonObject }
  | { readonly ok: false; readonly code: string; readonly message: string };

const shown = 3;

/** Checks what a model asked for: that there is such a tool, and that its arguments are JSON that fits the parameters. */
export function checkCall({ name, args }: ModelToolCall, tools: readonly WiredTool[]): CheckedCall {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) {
    const names = tools.length === 0 ? "none" : tools.map((one) => one.name).join(", ");
    return refused("TOOL_UNKNOWN", `There is no tool called ${JSON.stringify(name.slice(0, 80))}. There is: ${names}.`);
  }
  let value: unknown;
  try {
    value = args.trim() === "" ? {} : JSON.parse(args);
  } catch {
    return refused("TOOL_ARGS_NOT_JSON", "The arguments are not JSON. Call it again with one JSON object.");
  }
  if (!isArgs(value)) return refused("TOOL_ARGS_INVALID", "The arguments have to be one JSON object.");
  const problem = misfit(tool, value);
  return problem === null ? { ok: true, tool, args: value } : refused("TOOL_ARGS_INVALID", problem);
}

/** Why arguments do not fit the parameters of a tool, in words; null where they do. */
export function misfit({ parameters }: WiredTool, args: JsonObject): string | null {
  const problems = validateJson(parameters, args);
  if (problems.length === 0) return null;
  const words = problems.slice(0, shown).map(({ path, message }) => `${path === "" ? "" : `${path}: `}${message}`);
  return `The arguments do not fit the parameters: ${words.join(" ")}`;
}

function isArgs(value: unknown): value is JsonObject {
  return isObject(value as JsonObject);
}

function refused(code: string, message: string): CheckedCall {
  return { ok: false, code, message };
}
