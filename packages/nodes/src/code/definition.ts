import { anything, defineNode, typeFromJsonSchema } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, jsonSchema } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { schemaProblems } from "../schema-problems.ts";
import { readHosts } from "./read-hosts.ts";

export const codeDefinition = defineNode({
  type: "code",
  typeVersion: 1,
  title: "Code",
  description: "Runs JavaScript or TypeScript of yours in a sandbox.",
  category: "data",
  icon: "square-code",
  keywords: ["javascript", "typescript", "script", "function", "js", "ts", "program", "sandbox"],
  config: z.strictObject({
    source: z.string().max(200_000),
    input: anyJson.exactOptional(),
    outputSchema: jsonSchema.exactOptional(),
    timeoutMs: z.int().min(10).max(60_000).default(1_000),
    hosts: z
      .string()
      .max(2_000)
      .refine((list) => readHosts(list) !== null, "Write hosts such as api.example.org, with commas between them.")
      .exactOptional(),
    model: z.string().max(200).exactOptional(),
    maxCalls: z.int().min(1).max(50).exactOptional(),
  }),
  fields: [
    {
      path: "input",
      label: "Input",
      help: "Any JSON with expressions in it. The code calls it input.",
      placeholder: '{ "items": "{{ start.items }}" }',
      control: "json",
      expression: true,
      expressionKind: "json",
    },
    {
      path: "source",
      label: "Code",
      help: "The inside of a function: what it returns is the output. TypeScript's types may be written; they are not checked.",
      placeholder: "return input.items.length;",
      control: "long-text",
      required: true,
    },
    {
      path: "outputSchema",
      describes: "",
      label: "Shape of the output",
      help: "A JSON Schema. The output is checked against it, and expressions know its members.",
      control: "json-schema",
    },
    {
      path: "timeoutMs",
      label: "Time limit in milliseconds",
      help: "The code is stopped after this long, not counting what it waits for; at most 60,000.",
      control: "number",
      advanced: true,
    },
    {
      path: "hosts",
      label: "Hosts it may ask",
      help: "With commas between them. Then the code has fetch(url, { method, headers, body }).",
      placeholder: "api.example.org",
      control: "text",
      advanced: true,
    },
    {
      path: "model",
      label: "Model it may ask",
      help: "Then the code has generate(prompt, { system, schema, temperature, maxTokens }).",
      control: "model",
      advanced: true,
    },
    {
      path: "maxCalls",
      label: "Most calls",
      help: "Of fetch and generate together; 20 if you say nothing, at most 50.",
      control: "number",
      advanced: true,
    },
  ],
  initial: { source: "return input;", input: {}, timeoutMs: 1_000 },
  traits: { role: "step", subSteps: true, source: "trusted", sink: "code" },
  effect: () => "pure",
  capabilities: ({ hosts = "", model = "" }) => ({
    hosts: readHosts(hosts) ?? [],
    models: model === "" ? [] : [model],
  }),
  cost: ({ hosts = "", model = "", maxCalls = 20 }) => ({
    ...((hosts.trim() !== "" || model !== "") && { subSteps: maxCalls }),
    ...(model !== "" && { modelCalls: maxCalls, tokens: null }),
  }),
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) => (config.outputSchema === undefined ? anything : typeFromJsonSchema(config.outputSchema)),
  summary: ({ source }) =>
    source
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(0, 2)
      .map((line) => ({ text: firstLine(line), mono: true })),
  check: ({ outputSchema }) => schemaProblems("outputSchema", outputSchema),
});
