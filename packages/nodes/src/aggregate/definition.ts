import { anything, defineNode, list, nothing, number, object, unionOf } from "@orrery/node-kit";
import { z } from "zod";
import { listValue } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { itemType } from "../item-type.ts";

const orNothing = unionOf(number, nothing);

export const aggregateDefinition = defineNode({
  type: "aggregate",
  typeVersion: 1,
  title: "Aggregate",
  description: "Collects, counts, sums and groups the entries of a list.",
  category: "data",
  icon: "sigma",
  keywords: ["group", "sum", "count", "average", "min", "max", "collect", "flatten", "total", "reduce"],
  config: z.strictObject({
    items: listValue,
    flatten: z.boolean().default(false),
    by: listValue.exactOptional(),
    numbers: listValue.exactOptional(),
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
      path: "flatten",
      label: "Join lists into one",
      help: "Entries that are lists are replaced by their own entries. Entries that are null are left out.",
      control: "switch",
    },
    {
      path: "by",
      label: "Group by",
      help: "A key for each item. Items with equal keys come into one group.",
      placeholder: "{{ start.orders.map(o, o.country) }}",
      control: "text",
      expression: true,
      expressionKind: "json",
      expects: list(anything),
    },
    {
      path: "numbers",
      label: "Numbers",
      help: "A number for each item: what is summed up, averaged and compared.",
      placeholder: "{{ start.orders.map(o, o.price) }}",
      control: "text",
      expression: true,
      expressionKind: "json",
      expects: list(number),
    },
  ],
  initial: { items: "", flatten: false },
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config, typeOf }) => {
    const given = itemType(typeOf("items"));
    const item = config.flatten ? flattened(given) : given;
    const counted = config.numbers !== undefined;
    const common = { items: list(item), count: number };
    const groups = object({
      key: config.by === undefined ? anything : itemType(typeOf("by")),
      ...common,
      ...(counted && { sum: number, avg: number, min: number, max: number }),
    });
    return object({
      ...common,
      ...(counted && { sum: number, avg: orNothing, min: orNothing, max: orNothing }),
      ...(config.by !== undefined && { groups: list(groups) }),
    });
  },
  summary: ({ items, by }) => [
    { text: firstLine(items), mono: true },
    ...(by === undefined ? [] : [{ text: `by ${firstLine(by)}`, mono: true }]),
  ],
  check: ({ flatten, by, numbers }) =>
    flatten && (by !== undefined || numbers !== undefined)
      ? [
          {
            path: "flatten",
            code: "ORR_FLATTEN",
            message:
              "Keys and numbers belong to the items as given. Join the lists in one step, and group in the next.",
          },
        ]
      : [],
});

/** What is left of the entries' type when lists give way to their entries and null is left out. */
function flattened(type: ReturnType<typeof itemType>): ReturnType<typeof itemType> {
  if (type.kind === "list") return type.items;
  if (type.kind !== "union") return type;
  return unionOf(...type.of.filter(({ kind }) => kind !== "null").map(flattened));
}
