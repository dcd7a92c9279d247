import { choice, defineNode, list, number, object, text, typeFromJsonSchema } from "@orrery/node-kit";
import { z } from "zod";
import { jsonSchema, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { usageType } from "../model-usage.ts";
import { schemaProblems } from "../schema-problems.ts";
import { toolEntriesShape } from "../tool-entry.ts";
import { modes } from "./team-config.ts";

const count = (most: number) => z.int().min(1).max(most);
const said = object({ by: text, text });

const member = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9 _-]{0,39}$/, "Letters, digits, spaces, _ and -, at most 40, starting with a letter."),
  role: templateText,
  model: z.string().min(1).max(200).default("default"),
  tools: z.array(z.string().max(64)).max(100).default([]),
});

export const teamDefinition = defineNode({
  type: "team",
  typeVersion: 1,
  title: "Team",
  description: "Lets several agents work towards one goal: led, in turns, in debate, or handing over.",
  category: "ai",
  icon: "users",
  keywords: ["ai", "agents", "supervisor", "debate", "crew", "handoff", "swarm", "multi-agent", "llm"],
  config: z.strictObject({
    mode: z.enum(modes).default("supervisor"),
    prompt: templateText,
    members: z.array(member).max(12),
    model: z.string().min(1).max(200).default("default"),
    tools: toolEntriesShape.default({}),
    rounds: count(10).default(2),
    maxTurns: count(100).default(12),
    maxToolCalls: count(1_000).default(50),
    maxTokens: count(100_000_000).exactOptional(),
    maxUsd: z.number().min(0).max(100_000).exactOptional(),
    outputSchema: jsonSchema.exactOptional(),
  }),
  fields: [
    {
      path: "mode",
      label: "How it works together",
      control: "choice",
      choices: [
        { value: "supervisor", label: "A supervisor gives tasks" },
        { value: "round-robin", label: "All speak in turns" },
        { value: "debate", label: "All debate, and it is summed up" },
        { value: "handoff", label: "One begins and hands over" },
      ],
    },
    {
      path: "prompt",
      label: "Goal",
      placeholder: "Write a release note for {{ start.version }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      required: true,
    },
    {
      path: "members",
      label: "Members",
      control: "rows",
      required: true,
    },
    { path: "members.*.name", label: "Name", control: "text" },
    {
      path: "members.*.role",
      label: "Role",
      placeholder: "You find facts and say where they are from.",
      control: "long-text",
      expression: true,
      expressionKind: "template",
    },
    { path: "members.*.model", label: "Model", control: "model" },
    { path: "members.*.tools", label: "May call", control: "tool-names" },
    { path: "model", label: "Model of the supervisor", help: "It also sums a debate up.", control: "model" },
    {
      path: "tools",
      label: "Tools",
      help: "Draw an edge from the handle for tools to a step, and say here what it is for. Members call those that they name.",
      control: "tools",
    },
    { path: "maxTurns", label: "Turns at most", help: "Of all together.", control: "number" },
    { path: "rounds", label: "Rounds of a debate", control: "number", advanced: true },
    { path: "maxToolCalls", label: "Tool calls at most", control: "number", advanced: true },
    { path: "maxTokens", label: "Tokens at most", help: "Of all turns together.", control: "number", advanced: true },
    {
      path: "maxUsd",
      label: "Dollars at most",
      help: "By the prices in Settings: its models need one.",
      control: "number",
      advanced: true,
    },
    {
      path: "outputSchema",
      describes: "object",
      label: "Shape of the answer",
      help: "A JSON Schema. The answer is then also given as an object.",
      control: "json-schema",
      advanced: true,
    },
  ],
  initial: {
    mode: "supervisor",
    prompt: "",
    members: [
      { name: "Researcher", role: "You find facts and say where they are from.", model: "default", tools: [] },
      { name: "Writer", role: "You write clear, short texts.", model: "default", tools: [] },
    ],
    model: "default",
    tools: {},
    rounds: 2,
    maxTurns: 12,
    maxToolCalls: 50,
  },
  traits: { role: "step", toolHandle: true, subSteps: true, source: "untrusted", sink: "none" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) =>
    object({
      by: text,
      text,
      ...(config.outputSchema === undefined ? {} : { object: typeFromJsonSchema(config.outputSchema) }),
      turns: number,
      board: list(object({ title: text, text, by: text })),
      said: list(said),
      usage: usageType,
      stopped: choice("answer", "limit"),
    }),
  capabilities: ({ model, members }) => ({ models: [...new Set([model, ...members.map((one) => one.model)])] }),
  cost({ maxUsd, maxTurns, maxToolCalls, maxTokens, outputSchema, tools }) {
    const modelCalls = maxTurns + (outputSchema === undefined ? 0 : 1);
    const asks = Object.values(tools).some(({ permission }) => permission === "ask") ? maxToolCalls : 0;
    return {
      modelCalls,
      tokens: maxTokens ?? null,
      subSteps: modelCalls + asks,
      toolCalls: maxToolCalls,
      needsPrice: maxUsd !== undefined,
    };
  },
  summary: ({ prompt, members }) => [
    { text: firstLine(prompt) },
    { text: firstLine(members.map(({ name }) => name).join(", ")) },
  ],
  check({ members, tools, outputSchema }) {
    const names = members.map(({ name }) => name);
    const known = new Set(Object.values(tools).map(({ name }) => name));
    return [
      ...schemaProblems("outputSchema", outputSchema),
      ...(members.length === 0
        ? [{ path: "members", code: "ORR_TEAM_MEMBER", message: "A team needs at least one member." }]
        : []),
      ...members.flatMap(({ name, tools: wanted }, at) => [
        ...(names.indexOf(name) === at
          ? []
          : [{ path: `members.${at}.name`, code: "ORR_TEAM_MEMBER", message: `Two members are called “${name}”.` }]),
        ...wanted
          .filter((tool) => !known.has(tool))
          .map((tool) => ({
            path: `members.${at}.tools`,
            code: "ORR_TEAM_TOOL",
            message: `The team has no tool called “${tool}”, which “${name}” may call.`,
          })),
      ]),
    ];
  },
});
