import { anything, defineNode, list, number, object, text, unionOf } from "@orrery/node-kit";
import { z } from "zod";
import { listValue } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { itemType } from "../item-type.ts";

const ways = [
  { value: "lines", label: "Text into lines" },
  { value: "paragraphs", label: "Text into paragraphs" },
  { value: "separator", label: "Text at a separator" },
  { value: "batches", label: "A list into batches" },
] as const;

export const splitDefinition = defineNode({
  type: "split",
  typeVersion: 1,
  title: "Split",
  description: "Takes a text or a list apart into a list of pieces.",
  category: "data",
  icon: "scissors",
  keywords: ["lines", "separator", "paragraphs", "batch", "divide", "list", "explode"],
  config: z.strictObject({
    value: listValue,
    by: z.enum(["lines", "paragraphs", "separator", "batches"]).default("lines"),
    separator: z.string().max(200).exactOptional(),
    size: z.int().min(1).max(100_000).exactOptional(),
    keepEmpty: z.boolean().default(false),
  }),
  fields: [
    {
      path: "value",
      label: "Text or list",
      placeholder: "{{ start.text }}",
      control: "long-text",
      expression: true,
      expressionKind: "json",
      expects: unionOf(text, list(anything)),
      required: true,
    },
    { path: "by", label: "Split", control: "choice", choices: [...ways] },
    { path: "separator", label: "Separator", help: "Taken as it is: a comma, or several characters.", control: "text" },
    { path: "size", label: "Items in a batch", control: "number" },
    {
      path: "keepEmpty",
      label: "Keep empty pieces",
      help: "Otherwise empty ones are left out, and spaces at the ends of pieces are removed.",
      control: "switch",
      advanced: true,
    },
  ],
  initial: { value: "", by: "lines" as const, keepEmpty: false },
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config, typeOf }) =>
    object({ items: list(config.by === "batches" ? list(itemType(typeOf("value"))) : text), count: number }),
  summary: ({ value, by }) => [
    { text: firstLine(value), mono: true },
    { text: ways.find((way) => way.value === by)?.label ?? by },
  ],
  check: ({ by, separator, size }) => {
    if (by === "separator" && (separator === undefined || separator === "")) {
      return [{ path: "separator", code: "ORR_SPLIT", message: "Say at which separator the text is split." }];
    }
    if (by === "batches" && size === undefined) {
      return [{ path: "size", code: "ORR_SPLIT", message: "Say how many items a batch has." }];
    }
    return [];
  },
});
