import { anything, defineNode, number, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, listValue, templateText } from "../config-shapes.ts";
import {
  checkMemoryPlace,
  memoryGrant,
  memoryPlaceConfig,
  memoryPlaceFields,
  memoryPlaceSummary,
  metadataField,
} from "../memory-place.ts";

const ways = [
  { value: "key", label: "The record with a key" },
  { value: "ids", label: "Records by their ids" },
  { value: "metadata", label: "Records with certain metadata" },
  { value: "everything", label: "All of this memory" },
] as const;

export const forgetDefinition = defineNode({
  type: "forget",
  typeVersion: 1,
  title: "Forget",
  description: "Removes records from a memory, for good.",
  category: "data",
  icon: "eraser",
  keywords: ["memory", "delete", "remove", "erase", "privacy", "gdpr", "clear"],
  config: z.strictObject({
    ...memoryPlaceConfig,
    what: z.enum(["key", "ids", "metadata", "everything"]).default("key"),
    key: templateText.exactOptional(),
    ids: listValue.exactOptional(),
    metadata: anyJson.exactOptional(),
  }),
  fields: [
    ...memoryPlaceFields,
    { path: "what", label: "What to forget", control: "choice", choices: [...ways] },
    {
      path: "key",
      label: "Key",
      placeholder: "favourite colour",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: text,
    },
    {
      path: "ids",
      label: "Ids",
      placeholder: "{{ note.ids }}",
      control: "text",
      expression: true,
      expressionKind: "json",
      expects: anything,
    },
    {
      path: "metadata",
      label: "With metadata",
      help: "Members that a record's metadata has to have, with these values.",
      placeholder: '{ "topic": "billing" }',
      ...metadataField,
    },
  ],
  initial: { scope: "workspace" as const, memory: "notes", what: "key" as const },
  traits: { role: "step", source: "trusted", sink: "internal-write" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ count: number }),
  capabilities: (config) => memoryGrant(config, "write"),
  summary: (config) => [{ text: wordsOf(config), mono: config.what === "key" }, memoryPlaceSummary(config)],
  check: (config) => [
    ...checkMemoryPlace(config),
    ...(config.what === "everything" || config[config.what] !== undefined
      ? []
      : [{ path: config.what, code: "ORR_FORGET_CHOICE", message: "Say which records are to be forgotten." }]),
  ],
});

function wordsOf({ what, key = "" }: { readonly what: (typeof ways)[number]["value"]; readonly key?: string }): string {
  return what === "key" ? key : (ways.find(({ value }) => value === what)?.label ?? "");
}
