import { anything, defineNode, list, nothing, number, object, stepError, unionOf } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";

export const mapDefinition = defineNode({
  type: "map",
  typeVersion: 1,
  title: "For each",
  description: "Does what is inside once for every entry of a list, several at a time.",
  category: "flow",
  icon: "repeat",
  keywords: ["map", "loop", "each", "list", "batch", "parallel", "container"],
  config: z.strictObject({
    items: z.union([templateText, z.array(anyJson)]),
    concurrency: z.int().min(1).max(1000).default(4),
    collect: anyJson.exactOptional(),
    onItemError: z.enum(["fail", "skip", "null"]).default("fail"),
  }),
  fields: [
    {
      path: "items",
      label: "For each of",
      help: "A list. Inside, the entry is called by this node's id: map_1.item.",
      placeholder: "{{ start.items }}",
      control: "text",
      expression: true,
      expressionKind: "json",
      expects: list(anything),
      required: true,
    },
    {
      path: "collect",
      label: "Keep of each",
      help: "What one entry gives to the list of results. Left empty, it is what the last step inside gave.",
      placeholder: "{{ prompt_1.text }}",
      control: "json",
      expression: true,
      expressionKind: "json",
      inIteration: true,
    },
    { path: "concurrency", label: "At the same time", control: "number" },
    {
      path: "onItemError",
      label: "If one fails",
      control: "choice",
      choices: [
        { value: "fail", label: "Stop and fail" },
        { value: "skip", label: "Leave it out" },
        { value: "null", label: "Put null in its place" },
      ],
    },
  ],
  initial: { items: "", concurrency: 4, onItemError: "fail" as const },
  traits: {
    role: "step",
    container: {
      kind: "each",
      itemsField: "items",
      collectField: "collect",
      concurrencyField: "concurrency",
      onItemErrorField: "onItemError",
    },
    source: "trusted",
    sink: "none",
  },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "When all are done" }],
  output: ({ config, collected }) =>
    object({
      results: list(config.onItemError === "null" ? unionOf(collected, nothing) : collected),
      failed: list(object({ index: number, error: stepError })),
    }),
  summary: ({ items, concurrency }) => [{ text: firstLine(items), mono: true }, { text: `${concurrency} at a time` }],
});
