import { defineNode, object, text, typeFromJsonSchema } from "@orrery/node-kit";
import { z } from "zod";
import { mostAsks } from "../ask-for-object.ts";
import { jsonSchema, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { usageType } from "../model-usage.ts";
import { schemaProblems } from "../schema-problems.ts";

export const extractDefinition = defineNode({
  type: "extract",
  typeVersion: 1,
  title: "Extract",
  description: "Picks fields out of a text, in a shape that you give.",
  category: "ai",
  icon: "text-select",
  keywords: ["structured", "fields", "data", "entities", "schema", "form", "invoice", "parse"],
  config: z.strictObject({
    model: z.string().min(1).max(200).default("default"),
    text: templateText,
    schema: jsonSchema,
    hints: templateText.exactOptional(),
  }),
  fields: [
    { path: "model", label: "Model", control: "model" },
    {
      path: "text",
      label: "Text",
      placeholder: "{{ parse_1.text }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      required: true,
    },
    {
      path: "schema",
      label: "Fields",
      help: "A JSON Schema of an object: what is picked out. Descriptions of members are read by the model.",
      control: "json-schema",
      required: true,
    },
    {
      path: "hints",
      label: "Hints",
      help: "What the model should know, such as how dates are written.",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      advanced: true,
    },
  ],
  initial: { model: "default", text: "", schema: { type: "object", properties: {} } },
  traits: { role: "step", source: "untrusted", sink: "none" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) => object({ value: typeFromJsonSchema(config.schema), usage: usageType, model: text }),
  capabilities: ({ model }) => ({ models: [model] }),
  cost: () => ({ modelCalls: mostAsks, tokens: null }),
  summary: ({ text: words, schema }) => {
    const properties = schema.properties;
    const names = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
    return [
      { text: firstLine(words), mono: true },
      ...(names.length === 0 ? [] : [{ text: firstLine(names.join(", ")) }]),
    ];
  },
  check: ({ schema }) => [
    ...(schema.type === undefined || schema.type === "object"
      ? []
      : [{ path: "schema.type", code: "ORR_SCHEMA", message: "What is extracted is an object with fields." }]),
    ...schemaProblems("schema", schema),
  ],
});
