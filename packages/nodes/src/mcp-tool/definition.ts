import { anything, defineNode, list, object, text, typeFromJsonSchema } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson } from "../config-shapes.ts";

const longestMs = 60 * 60 * 1000;

export const mcpToolDefinition = defineNode({
  type: "mcp-tool",
  typeVersion: 1,
  title: "MCP tool",
  description: "Calls a tool of a server that speaks MCP.",
  category: "network",
  icon: "plug",
  keywords: ["mcp", "tool", "server", "model context protocol", "connector", "plugin", "integration"],
  config: z.strictObject({
    server: z.string().max(64),
    tool: z.string().max(200),
    args: anyJson.default({}),
    timeoutMs: z.int().min(100).max(longestMs).default(60_000),
  }),
  fields: [
    {
      path: "server",
      label: "Server",
      help: "Servers are added in Settings, under MCP servers.",
      control: "tool-server",
      required: true,
    },
    {
      path: "tool",
      label: "Tool",
      help: "Those of its tools that were looked at and approved.",
      control: "tool",
      required: true,
    },
    {
      path: "args",
      label: "Arguments",
      control: "tool-args",
      expression: true,
      expressionKind: "json",
    },
    {
      path: "timeoutMs",
      label: "Give up after",
      help: "For the whole call, connecting included.",
      control: "duration",
      advanced: true,
    },
  ],
  initial: { server: "", tool: "", args: {}, timeoutMs: 60_000 },
  traits: { role: "step", source: "untrusted", sink: "external-write" },
  usesTool: ({ server, tool }) => ({ server, tool, argsField: "args" }),
  effect: (_config, tool) => tool?.effect ?? "once",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ tool }) => {
    if (tool === undefined) return anything;
    return tool.outputSchema === null
      ? object({ text, content: list(anything) })
      : typeFromJsonSchema(tool.outputSchema);
  },
  capabilities: ({ server, tool: name }, tool) => ({
    tools: server === "" || name === "" ? [] : [`${server}/${name}`],
    hosts: tool === undefined ? [] : [tool.host],
  }),
  summary: ({ server, tool }) =>
    tool === "" ? [{ text: "no tool chosen" }] : [{ text: tool, mono: true }, { text: `of ${server}` }],
});
