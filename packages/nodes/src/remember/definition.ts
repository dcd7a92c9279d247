import { anything, defineNode, list, number, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, durationMs, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import {
  checkMemoryPlace,
  memoryGrant,
  memoryPlaceConfig,
  memoryPlaceFields,
  memoryPlaceSummary,
  metadataField,
} from "../memory-place.ts";

export const rememberDefinition = defineNode({
  type: "remember",
  typeVersion: 1,
  title: "Remember",
  description: "Keeps texts in a memory, so that later runs can recall them.",
  category: "data",
  icon: "brain",
  keywords: ["memory", "store", "save", "keep", "note", "learn", "vector", "embedding", "knowledge"],
  config: z.strictObject({
    ...memoryPlaceConfig,
    text: z.union([templateText, z.array(anyJson)]),
    metadata: anyJson.exactOptional(),
    key: templateText.exactOptional(),
    ttlMs: durationMs.exactOptional(),
  }),
  fields: [
    ...memoryPlaceFields,
    {
      path: "text",
      label: "What to remember",
      help: "A text, or a list of texts. Of a list of objects each one's text is kept, and its other members as metadata.",
      placeholder: "{{ start.text }}",
      control: "long-text",
      expression: true,
      expressionKind: "json",
      expects: anything,
      required: true,
    },
    {
      path: "metadata",
      label: "Metadata",
      help: "Kept with each text; Recall and Forget can choose by it.",
      placeholder: '{ "topic": "{{ start.topic }}" }',
      ...metadataField,
    },
    {
      path: "key",
      label: "Key",
      help: "Another text with the same key takes the place of the first. Only for a single text.",
      placeholder: "favourite colour",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: text,
    },
    {
      path: "ttlMs",
      label: "Keep for",
      help: "Left empty, it is kept as long as the memory is set to.",
      control: "duration",
      advanced: true,
    },
  ],
  initial: { scope: "workspace" as const, memory: "notes", text: "" },
  traits: { role: "step", source: "trusted", sink: "internal-write" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ ids: list(text), count: number }),
  capabilities: (config) => memoryGrant(config, "write"),
  summary: (config) => [{ text: firstLine(config.text), mono: true }, memoryPlaceSummary(config)],
  check: (config) => checkMemoryPlace(config),
});
