import { type EditOp, TOOLS, toolEntries } from "@orrery/graph";
import { checkJsonSchema, type JsonObject } from "@orrery/node-kit";
import { newToolArgs, newToolEntry } from "../new-tool-entry.ts";
import type { Diagnostic, PlanTool } from "../plan.ts";
import type { Structure } from "./structure.ts";

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** What nodes say of their tools against the tools that are wired to them. */
export function toolEntryProblems({ nodes, toolbox }: Structure): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [caller, { definition, config, node }] of nodes) {
    if (definition?.traits.toolHandle !== true || config === null) continue;
    const tools = toolbox.toolsOf.get(caller) ?? [];
    const entries = toolEntries(node.config);
    for (const tool of tools) {
      const parsed = nodes.get(tool);
      if (Object.hasOwn(entries, tool) || parsed === undefined) continue;
      const candidate = { node: parsed.node, definition: parsed.definition, face: parsed.tool };
      const value = newToolEntry(candidate, Object.values(entries));
      const say: EditOp = { op: "config.set", id: caller, path: [TOOLS, tool], value };
      const fill = newToolArgs(candidate);
      found.push({
        code: "ORR_TOOL_UNSAID",
        severity: "error",
        message: `“${caller}” does not say what its tool “${tool}” is for. Give it a name, a description and parameters.`,
        nodeId: caller,
        field: TOOLS,
        fix: {
          kind: "edit",
          title: "Describe it",
          op: fill === null ? say : { op: "batch", name: "Describe a tool", ops: [say, fill] },
        },
      });
    }
    for (const tool of Object.keys(entries)) {
      if (tools.includes(tool)) continue;
      found.push({
        code: "ORR_TOOL_UNWIRED",
        severity: "error",
        message: `“${caller}” describes the tool “${tool}”, and no edge leads from its tools to such a step. Draw it, or remove the description.`,
        nodeId: caller,
        field: `${TOOLS}.${tool}`,
        fix: { kind: "edit", title: "Remove it", op: { op: "config.set", id: caller, path: [TOOLS, tool] } },
      });
    }
    found.push(...contentProblems(caller, readTools(config)));
  }
  return found;
}

/** The entries of a config that fits its schema. */
export function readTools(config: JsonObject): { readonly [nodeId: string]: PlanTool } {
  return Object.fromEntries(
    Object.entries(toolEntries(config)).flatMap(([id, entry]) => {
      const tool = readTool(entry);
      return tool === null ? [] : [[id, tool] as const];
    }),
  );
}

function readTool(entry: JsonObject[string]): PlanTool | null {
  if (!isObject(entry)) return null;
  const { name, description, parameters, permission } = entry;
  const isKnown = permission === "allow" || permission === "ask" || permission === "deny";
  if (typeof name !== "string" || typeof description !== "string" || !isKnown || !isObject(parameters)) return null;
  return { name, description, parameters, permission };
}

function isObject(value: JsonObject[string] | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function contentProblems(caller: string, tools: { readonly [nodeId: string]: PlanTool }): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const named = new Map<string, string>();
  for (const [tool, { name, description, parameters }] of Object.entries(tools)) {
    const say = (code: string, member: string, message: string, severity: Diagnostic["severity"] = "error") =>
      found.push({ code, severity, message, nodeId: caller, field: `${TOOLS}.${tool}.${member}` });
    const other = named.get(name);
    if (!NAME.test(name)) {
      say("ORR_TOOL_NAME", "name", `The name of the tool “${tool}” has to be letters, digits, _ and -, at most 64.`);
    } else if (other !== undefined) {
      say("ORR_TOOL_NAME", "name", `“${other}” and “${tool}” are both called “${name}”. Give one another name.`);
    }
    named.set(name, tool);
    if (description.trim() === "") {
      const message = `The tool “${tool}” says nothing of what it does. The model chooses by its description.`;
      say("ORR_TOOL_UNTOLD", "description", message, "warning");
    }
    for (const problem of parameterProblems(parameters)) {
      say("ORR_TOOL_PARAMETERS", "parameters", `The parameters of the tool “${tool}”: ${problem}`);
    }
  }
  return found;
}

function parameterProblems(parameters: JsonObject): readonly string[] {
  if (parameters.type !== "object") return ['they form an object, so the type must be "object".'];
  return checkJsonSchema(parameters).map(({ path, message }) => `${path === "" ? "" : `${path}: `}${message}.`);
}
