import { anything, defineNode, list, number, object } from "@orrery/node-kit";
import { z } from "zod";
import { listValue } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { itemType } from "../item-type.ts";

export const dedupeDefinition = defineNode({
  type: "dedupe",
  typeVersion: 1,
  title: "Remove duplicates",
  description: "Keeps one of the entries that are equal, in their order.",
  category: "data",
  icon: "list-filter",
  keywords: ["dedupe", "duplicate", "unique", "distinct", "same", "key"],
  config: z.strictObject({
    items: listValue,
    by: listValue.exactOptional(),
    keep: z.enum(["first", "last"]).default("first"),
  }),
  fields: [
    {
      path: "items",
      label: "Items",
      placeholder: "{{ each.results }}",
      control: "text",
      expression: true,
      expressionKind: "json",
      expects: list(anything),
      required: true,
    },
    {
      path: "by",
      label: "Equal by",
      help: "A key for each item. Left empty, whole items are compared.",
      placeholder: "{{ each.results.map(r, lower(r.email)) }}",
      control: "text",
      expression: true,
      expressionKind: "json",
      expects: list(anything),
    },
    {
      path: "keep",
      label: "Keep",
      control: "choice",
      choices: [
        { value: "first", label: "The first of them" },
        { value: "last", label: "The last of them" },
      ],
    },
  ],
  initial: { items: "", keep: "first" as const },
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ typeOf }) => object({ items: list(itemType(typeOf("items"))), removed: number }),
  summary: ({ items, by }) => [
    { text: firstLine(items), mono: true },
    ...(by === undefined ? [] : [{ text: `by ${firstLine(by)}`, mono: true }]),
  ],
});
