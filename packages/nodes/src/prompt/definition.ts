import { defineNode, list, number, object, text, typeFromJsonSchema, unionOf } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, jsonSchema, templateText } from "../config-shapes.ts";
import { fileType } from "../file-type.ts";
import { firstLine } from "../first-line.ts";
import { schemaProblems } from "../schema-problems.ts";
import { countImages, imageWords, mostImages } from "./count-images.ts";

const usage = object({ inputTokens: number, outputTokens: number, usd: number });

export const promptDefinition = defineNode({
  type: "prompt",
  typeVersion: 1,
  title: "Prompt",
  description: "Asks a model once and gives its answer.",
  category: "ai",
  icon: "sparkles",
  keywords: [
    "ai",
    "llm",
    "model",
    "gpt",
    "claude",
    "summarise",
    "classify",
    "extract",
    "chat",
    "generate",
    "image",
    "vision",
  ],
  config: z.strictObject({
    model: z.string().min(1).max(200).default("default"),
    system: templateText.exactOptional(),
    prompt: templateText,
    images: z.union([templateText, z.array(anyJson).max(mostImages)]).exactOptional(),
    outputSchema: jsonSchema.exactOptional(),
    temperature: z.number().min(0).max(2).exactOptional(),
    maxTokens: z.int().min(1).max(1_000_000).exactOptional(),
  }),
  fields: [
    { path: "model", label: "Model", control: "model" },
    {
      path: "prompt",
      label: "Prompt",
      placeholder: "Summarise this in two sentences: {{ start.text }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      required: true,
    },
    {
      path: "images",
      label: "Images",
      help: `A file that another step gave, or a list of them: PNG, JPEG, WebP or GIF, at most ${mostImages}, of 5 MB each. The model has to be one that sees.`,
      placeholder: "{{ file_1.file }}",
      control: "text",
      expression: true,
      expressionKind: "json",
      expects: unionOf(fileType, list(fileType)),
    },
    {
      path: "system",
      label: "Role and rules",
      help: "Said to the model before the prompt.",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      advanced: true,
    },
    {
      path: "outputSchema",
      describes: "object",
      label: "Shape of the answer",
      help: "A JSON Schema. The answer is then also given as an object.",
      control: "json-schema",
    },
    { path: "temperature", label: "Temperature", help: "0 is steady, 2 is wild.", control: "number", advanced: true },
    { path: "maxTokens", label: "Longest answer, in tokens", control: "number", advanced: true },
  ],
  initial: { model: "default", prompt: "" },
  traits: { role: "step", source: "untrusted", sink: "none" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) =>
    object({
      text,
      ...(config.outputSchema === undefined ? {} : { object: typeFromJsonSchema(config.outputSchema) }),
      usage,
      model: text,
    }),
  capabilities: ({ model, images }) => ({
    models: [model],
    ...(countImages(images) !== 0 && { namespaces: ["files"] }),
  }),
  cost: ({ maxTokens }) => ({ modelCalls: 1, tokens: maxTokens ?? null }),
  summary: ({ prompt, model, images }) => {
    const more = [model === "default" ? "" : model, imageWords(images)].filter((words) => words !== "");
    return [
      { text: firstLine(prompt) },
      ...(more.length === 0 ? [] : [{ text: more.join(" · "), ...(model !== "default" && { mono: true }) }]),
    ];
  },
  check: ({ outputSchema }) => schemaProblems("outputSchema", outputSchema),
});
