import {
  anything,
  choice,
  defineNode,
  list,
  nothing,
  number,
  object,
  openObject,
  text,
  unionOf,
} from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import {
  checkMemoryPlace,
  memoryGrant,
  memoryPlaceConfig,
  memoryPlaceFields,
  memoryPlaceSummary,
  metadataField,
} from "../memory-place.ts";

const hit = object({
  id: text,
  text,
  metadata: openObject,
  key: unionOf(text, nothing),
  score: number,
  found: openObject,
  at: text,
  run: unionOf(text, nothing),
  document: unionOf(text, nothing),
  url: unionOf(text, nothing),
  label: choice("T", "B", "U"),
});

export const recallDefinition = defineNode({
  type: "recall",
  typeVersion: 1,
  title: "Recall",
  description: "Finds what a memory or a knowledge base has on a question.",
  category: "data",
  icon: "book-open-text",
  keywords: ["memory", "search", "retrieve", "knowledge", "rag", "vector", "semantic", "find", "documents"],
  config: z.strictObject({
    ...memoryPlaceConfig,
    query: templateText,
    limit: z.int().min(1).max(50).default(5),
    metadata: anyJson.exactOptional(),
    read: z.enum(["latest", "run"]).default("latest"),
    rerank: z.string().min(1).max(200).exactOptional(),
  }),
  fields: [
    ...memoryPlaceFields,
    {
      path: "query",
      label: "Question",
      placeholder: "{{ start.question }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      expects: text,
      required: true,
    },
    { path: "limit", label: "How many", control: "number" },
    {
      path: "metadata",
      label: "Only with metadata",
      help: "Members that a record's metadata has to have, with these values.",
      placeholder: '{ "topic": "billing" }',
      ...metadataField,
      expects: anything,
      advanced: true,
    },
    {
      path: "read",
      label: "Look at",
      control: "choice",
      choices: [
        { value: "latest", label: "Everything that is kept" },
        { value: "run", label: "Only what this run wrote" },
      ],
      advanced: true,
    },
    {
      path: "rerank",
      label: "Put in order by",
      help: "A model that reads what was found and puts the most useful first. Costs a call.",
      control: "model",
      advanced: true,
    },
  ],
  initial: { scope: "workspace" as const, memory: "notes", query: "", limit: 5, read: "latest" as const },
  traits: { role: "step", source: "untrusted", sink: "none" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ hits: list(hit), text, count: number, embedder: text }),
  capabilities: (config) => ({
    ...memoryGrant(config, "read"),
    ...(config.rerank !== undefined && { models: [config.rerank] }),
  }),
  cost: ({ rerank }) => (rerank === undefined ? {} : { modelCalls: 2, tokens: null }),
  summary: (config) => [{ text: firstLine(config.query), mono: true }, memoryPlaceSummary(config)],
  check: (config) => checkMemoryPlace(config),
});
