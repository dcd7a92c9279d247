import { anything, choice, defineNode, list, number, object, text, typeFromJsonSchema } from "@orrery/node-kit";
import { z } from "zod";
import { jsonSchema, listValue, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { usageType } from "../model-usage.ts";
import { schemaProblems } from "../schema-problems.ts";
import { toolEntriesShape } from "../tool-entry.ts";
import { ends } from "./agent-config.ts";

const count = (most: number) => z.int().min(1).max(most);

export const agentDefinition = defineNode({
  type: "agent",
  typeVersion: 1,
  title: "Agent",
  description: "Lets a model work towards a goal with the tools you wire to it, turn by turn.",
  category: "ai",
  icon: "bot",
  keywords: ["ai", "llm", "model", "tools", "function", "loop", "assistant", "react", "autonomous"],
  config: z.strictObject({
    model: z.string().min(1).max(200).default("default"),
    prompt: templateText,
    system: templateText.exactOptional(),
    history: listValue.exactOptional(),
    outputSchema: jsonSchema.exactOptional(),
    tools: toolEntriesShape.default({}),
    maxTurns: count(100).default(10),
    maxToolCalls: count(1_000).default(50),
    maxTokens: count(100_000_000).exactOptional(),
    maxUsd: z.number().min(0).max(100_000).exactOptional(),
    maxMs: count(24 * 60 * 60 * 1000).exactOptional(),
    atLimit: z.enum(["answer", "fail"]).default("answer"),
    stopTool: z.string().max(64).exactOptional(),
    stopText: z.string().max(1_000).exactOptional(),
    context: z.enum(["all", "window", "summary"]).default("all"),
    contextTurns: count(50).default(8),
    resultChars: z.int().min(200).max(200_000).default(16_000),
    temperature: z.number().min(0).max(2).exactOptional(),
    maxAnswerTokens: count(1_000_000).exactOptional(),
  }),
  fields: [
    { path: "model", label: "Model", help: "One that can call tools.", control: "model" },
    {
      path: "prompt",
      label: "Goal",
      placeholder: "Find out why this order is late and answer the customer: {{ start.text }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      required: true,
    },
    {
      path: "system",
      label: "Role and rules",
      help: "Said to the model before the goal.",
      control: "long-text",
      expression: true,
      expressionKind: "template",
    },
    {
      path: "history",
      label: "Earlier messages",
      help: "Of a chat: what was said before. The model sees it before the goal.",
      placeholder: "{{ message.messages }}",
      control: "text",
      expression: true,
      expressionKind: "json",
      expects: list(anything),
      advanced: true,
    },
    {
      path: "tools",
      label: "Tools",
      help: "Draw an edge from the handle for tools to a step, and say here what it is for.",
      control: "tools",
    },
    {
      path: "maxTurns",
      label: "Turns at most",
      help: "In each the model answers or asks for tools.",
      control: "number",
    },
    { path: "maxToolCalls", label: "Tool calls at most", control: "number" },
    {
      path: "outputSchema",
      describes: "object",
      label: "Shape of the answer",
      help: "A JSON Schema. The answer is then also given as an object.",
      control: "json-schema",
    },
    {
      path: "maxTokens",
      label: "Tokens at most",
      help: "Of all its turns together.",
      control: "number",
      advanced: true,
    },
    {
      path: "maxUsd",
      label: "Dollars at most",
      help: "By the prices in Settings: its models need one.",
      control: "number",
      advanced: true,
    },
    {
      path: "maxMs",
      label: "Time at most",
      help: "A turn or tool call under way then is given up. Waiting for people does not count.",
      control: "duration",
      advanced: true,
    },
    {
      path: "atLimit",
      label: "At the last turn",
      control: "choice",
      choices: [
        { value: "answer", label: "Answer with what it has" },
        { value: "fail", label: "Fail" },
      ],
      advanced: true,
    },
    {
      path: "stopTool",
      label: "Stop after the tool",
      help: "The name of a tool. Once a call of it has succeeded the agent is done.",
      control: "text",
      advanced: true,
    },
    {
      path: "stopText",
      label: "Stop at the words",
      help: "Once the model says them the agent is done.",
      control: "text",
      advanced: true,
    },
    {
      path: "context",
      label: "What the model sees",
      control: "choice",
      choices: [
        { value: "all", label: "All turns" },
        { value: "window", label: "The last turns" },
        { value: "summary", label: "The last turns, and a summary of those before" },
      ],
      advanced: true,
    },
    { path: "contextTurns", label: "Last turns", control: "number", advanced: true },
    {
      path: "resultChars",
      label: "Longest result of a tool",
      help: "In characters. What is longer is cut, and the model is told so.",
      control: "number",
      advanced: true,
    },
    { path: "temperature", label: "Temperature", help: "0 is steady, 2 is wild.", control: "number", advanced: true },
    { path: "maxAnswerTokens", label: "Longest turn, in tokens", control: "number", advanced: true },
  ],
  initial: {
    model: "default",
    prompt: "",
    tools: {},
    maxTurns: 10,
    maxToolCalls: 50,
    atLimit: "answer",
    context: "all",
    contextTurns: 8,
    resultChars: 16_000,
  },
  traits: { role: "step", toolHandle: true, subSteps: true, source: "untrusted", sink: "none" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) =>
    object({
      text,
      ...(config.outputSchema === undefined ? {} : { object: typeFromJsonSchema(config.outputSchema) }),
      turns: number,
      usage: usageType,
      stopped: choice(...ends),
    }),
  capabilities: ({ model }) => ({ models: [model] }),
  cost({ maxUsd, maxTurns, maxToolCalls, maxTokens, outputSchema, context, tools }) {
    const modelCalls = maxTurns + (outputSchema === undefined ? 0 : 1) + (context === "summary" ? maxTurns : 0);
    const asks = Object.values(tools).some(({ permission }) => permission === "ask") ? maxToolCalls : 0;
    return {
      modelCalls,
      tokens: maxTokens ?? null,
      subSteps: modelCalls + asks,
      toolCalls: maxToolCalls,
      needsPrice: maxUsd !== undefined,
    };
  },
  summary: ({ prompt, model, tools }) => [
    { text: firstLine(prompt) },
    ...(model === "default" ? [] : [{ text: model, mono: true }]),
    ...(Object.keys(tools).length === 0 ? [] : [{ text: toolNames(Object.values(tools).map(({ name }) => name)) }]),
  ],
  check: ({ outputSchema, stopTool, tools }) => [
    ...schemaProblems("outputSchema", outputSchema),
    ...(stopTool === undefined || Object.values(tools).some(({ name }) => name === stopTool)
      ? []
      : [
          {
            path: "stopTool",
            code: "ORR_STOP_TOOL",
            message: `It has no tool called “${stopTool}”. Choose one of its tools, or leave this empty.`,
          },
        ]),
  ],
});

function toolNames(names: readonly string[]): string {
  return `Tools: ${names.join(", ")}`;
}
