import { defineNode, list, number, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { mostAsks } from "../ask-for-object.ts";
import { anyJson, jsonSchema, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { schemaProblems } from "../schema-problems.ts";

const kinds = ["email", "phone", "card", "iban", "ip", "secret"] as const;

export const guardDefinition = defineNode({
  type: "guard",
  typeVersion: 1,
  title: "Guard",
  description: "Lets a value through only if it keeps your rules: length, shape, words, personal data, topic.",
  category: "ai",
  icon: "shield",
  keywords: ["policy", "pii", "personal data", "moderation", "safety", "mask", "redact", "filter", "guardrail"],
  config: z.strictObject({
    value: anyJson,
    minLength: z.int().min(0).max(1_000_000).exactOptional(),
    maxLength: z.int().min(0).max(1_000_000).exactOptional(),
    schema: jsonSchema.exactOptional(),
    forbidden: z.array(z.string().min(1).max(200)).max(1_000).exactOptional(),
    personal: z.array(z.enum(kinds)).max(kinds.length).exactOptional(),
    onPersonal: z.enum(["fail", "mask"]).default("fail"),
    topic: templateText.exactOptional(),
    model: z.string().min(1).max(200).default("default"),
  }),
  fields: [
    {
      path: "value",
      label: "Value",
      help: "Text, or any JSON: its texts are looked at.",
      placeholder: "{{ prompt_1.text }}",
      control: "json",
      expression: true,
      expressionKind: "json",
      required: true,
    },
    { path: "maxLength", label: "Most characters", control: "number" },
    { path: "minLength", label: "Fewest characters", control: "number", advanced: true },
    {
      path: "personal",
      label: "Personal data to look for",
      help: `A list of: ${kinds.join(", ")}.`,
      placeholder: '["email", "phone"]',
      control: "json",
    },
    {
      path: "onPersonal",
      label: "Where some is found",
      control: "choice",
      choices: [
        { value: "fail", label: "Stop" },
        { value: "mask", label: "Mask it and go on" },
      ],
    },
    {
      path: "forbidden",
      label: "Forbidden words",
      help: "A list. Capital letters do not matter; the words are taken as they are.",
      control: "json",
    },
    {
      path: "schema",
      label: "Shape",
      help: "A JSON Schema that the value has to fit.",
      control: "json-schema",
      advanced: true,
    },
    {
      path: "topic",
      label: "Rule that a model checks",
      help: "In words, such as: it is about our products, and polite. Asks the model below.",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      advanced: true,
    },
    { path: "model", label: "Model", control: "model", advanced: true },
  ],
  initial: { value: "", onPersonal: "fail" as const, model: "default" },
  traits: { role: "step", source: "bounded", sink: "none" },
  effect: ({ topic }) => (topic === undefined ? "pure" : "repeatable"),
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ typeOf }) => object({ value: typeOf("value"), masked: number, found: list(text) }),
  capabilities: ({ topic, model }) => (topic === undefined ? {} : { models: [model] }),
  cost: ({ topic }) => (topic === undefined ? {} : { modelCalls: mostAsks, tokens: null }),
  summary: ({ value, personal, maxLength, forbidden, schema, topic }) => [
    { text: firstLine(value), mono: true },
    {
      text: [
        ...(maxLength === undefined ? [] : [`at most ${maxLength.toLocaleString("en")} characters`]),
        ...(schema === undefined ? [] : ["shape"]),
        ...(forbidden === undefined ? [] : ["words"]),
        ...(personal === undefined ? [] : ["personal data"]),
        ...(topic === undefined ? [] : ["a rule by model"]),
      ].join(", "),
    },
  ],
  check: ({ schema, minLength, maxLength }) => [
    ...schemaProblems("schema", schema),
    ...(minLength !== undefined && maxLength !== undefined && minLength > maxLength
      ? [{ path: "minLength", code: "ORR_GUARD_LENGTH", message: "This is more than the most characters." }]
      : []),
  ],
});
