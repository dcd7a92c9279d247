import { anyType, booleanType, bytesType, listOf, numberType, openObjectType, stringType } from "../basic-types.ts";
import { ExpressionFailure } from "../evaluate/expression-failure.ts";
import { textOf } from "../evaluate/text-of.ts";
import { isObjectValue } from "../evaluate/value.ts";
import { valuesEqual } from "../evaluate/values-equal.ts";
import type { ExprType } from "../expr-type.ts";
import { memberTypes } from "../member-types.ts";
import { alternativesOf, unionOf } from "../union-of.ts";
import { listAt, textAt, wholeAt, wrongKind } from "./arguments.ts";
import { compareValues } from "./compare-values.ts";
import type { ExprFunction } from "./expr-function.ts";
import { itemType } from "./item-type.ts";
import { isOneKind } from "./number-functions.ts";

const list = { name: "list", type: listOf(anyType) };
const textOrList = unionOf(stringType, listOf(anyType));

export const listFunctions: readonly ExprFunction[] = [
  {
    name: "size",
    signature: "size(text, list or object) → number",
    doc: "How many characters, items or members it has.",
    example: "size([1, 2, 3])",
    isOurs: false,
    parameters: [{ name: "value", type: unionOf(stringType, listOf(anyType), openObjectType, bytesType) }],
    result: numberType,
    run: (args, { work }) => {
      const [value] = args;
      if (typeof value === "string") {
        work.chargeText(value.length);
        return countCharacters(value);
      }
      if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
      return isObjectValue(value) ? Object.keys(value).length : wrongKind("text, a list or an object", value);
    },
  },
  {
    name: "join",
    signature: "join(list, separator?) → text",
    doc: "The items as one text, with the separator between them.",
    example: 'join(["a", "b"], ", ")',
    isOurs: true,
    parameters: [list, { name: "separator", type: stringType, isOptional: true }],
    result: stringType,
    refuse: (args) => {
      const wrong = alternativesOf(itemType(args[0])).find((type) => unprintable.has(type.kind));
      return wrong === undefined ? null : `join cannot write ${wrong.kind} as text.`;
    },
    run: (args, { work }) => {
      const separator = args.length > 1 ? textAt(args, 1) : "";
      let length = 0;
      const texts = listAt(args, 0).map((item) => {
        const text = textOf(item, work);
        length += text.length + separator.length;
        work.chargeText(length > text.length * 2 ? length : text.length);
        return text;
      });
      return texts.join(separator);
    },
  },
  {
    name: "contains",
    signature: "contains(text or list, part) → true or false",
    doc: "Whether the text has this part, or the list this item.",
    example: 'contains("orrery", "rer")',
    isOurs: true,
    parameters: [
      { name: "value", type: textOrList },
      { name: "part", type: anyType },
    ],
    result: booleanType,
    refuse: ([value, part]) => {
      const inText = value !== undefined && alternativesOf(value).some((type) => type.kind === "string");
      const isText =
        part === undefined || alternativesOf(part).every((type) => type.kind === "string" || type.kind === "any");
      return inText && !isText ? "contains looks for text in a text." : null;
    },
    run: (args, { work }) => {
      const [value, part] = args;
      if (Array.isArray(value)) return value.some((item) => valuesEqual(item, part, work));
      work.chargeText(textAt(args, 0).length);
      return textAt(args, 0).includes(textAt(args, 1));
    },
  },
  {
    name: "sort",
    signature: "sort(list) → list",
    doc: "The items in order; all must be numbers, or all texts.",
    example: "sort([3, 1, 2])",
    isOurs: true,
    parameters: [list],
    result: ([type]) => listOf(itemType(type)),
    refuse: ([type]) => (isSortable(itemType(type)) ? null : "sort needs items of one kind, all numbers or all texts."),
    run: (args, { work }) => {
      const items = listAt(args, 0);
      work.charge(sortingCost(items));
      return items.toSorted(compareValues);
    },
  },
  {
    name: "sortBy",
    signature: "sortBy(list, field) → list",
    doc: "The items, which are objects, in the order of one of their members.",
    example: 'sortBy([{"n": 2}, {"n": 1}], "n")',
    isOurs: true,
    parameters: [
      { name: "list", type: listOf(openObjectType) },
      { name: "field", type: stringType },
    ],
    result: ([type]) => listOf(itemType(type)),
    refuse: refuseSortBy,
    run: (args, { work }) => {
      const items = listAt(args, 0);
      const field = textAt(args, 1);
      work.charge(items.length);
      const keyed = items.map((item) => ({ item, key: memberOf(item, field) }));
      work.charge(sortingCost(keyed.map(({ key }) => key)));
      return keyed.toSorted((left, right) => compareValues(left.key, right.key)).map(({ item }) => item);
    },
  },
  {
    name: "unique",
    signature: "unique(list) → list",
    doc: "The list with each value once, where it first stood.",
    example: "unique([1, 2, 1])",
    isOurs: true,
    parameters: [list],
    result: ([type]) => listOf(itemType(type)),
    run: (args, { work }) => {
      const seen = new Set<unknown>();
      const compound: unknown[] = [];
      return listAt(args, 0).filter((item) => {
        work.charge(typeof item === "string" ? 1 + (item.length >> 6) : 1);
        if (typeof item === "object" && item !== null) {
          if (compound.some((known) => valuesEqual(known, item, work))) return false;
          compound.push(item);
          return true;
        }
        if (seen.has(item)) return false;
        seen.add(item);
        return true;
      });
    },
  },
  {
    name: "slice",
    signature: "slice(list or text, start, end?) → the same kind",
    doc: "The piece from start up to, not with, end; negative numbers count from the end.",
    example: "slice([1, 2, 3], 0, 2)",
    isOurs: true,
    parameters: [
      { name: "value", type: textOrList },
      { name: "start", type: numberType },
      { name: "end", type: numberType, isOptional: true },
    ],
    result: ([type]) =>
      unionOf(...alternativesOf(type ?? anyType).map((one) => (one.kind === "string" ? stringType : one))),
    run: (args, { work }) => {
      const start = wholeAt(args, 1);
      const end = args.length > 2 ? wholeAt(args, 2) : undefined;
      const [value] = args;
      if (typeof value === "string") return value.slice(start, end);
      const piece = listAt(args, 0).slice(start, end);
      work.charge(piece.length);
      return piece;
    },
  },
];

const unprintable: ReadonlySet<ExprType["kind"]> = new Set(["bytes", "duration", "type"]);
const sortable: ReadonlySet<ExprType["kind"]> = new Set([
  "any",
  "number",
  "string",
  "timestamp",
  "duration",
  "boolean",
]);

function isSortable(type: ExprType): boolean {
  return isOneKind([type]) && alternativesOf(type).every((one) => sortable.has(one.kind));
}

function refuseSortBy([list, field]: readonly ExprType[]): string | null {
  const name = field?.kind === "string" && field.values?.length === 1 ? field.values[0] : undefined;
  if (name === undefined) return null;
  const items = alternativesOf(itemType(list));
  if (items.some((type) => type.kind === "any" || (type.kind === "object" && type.open))) return null;
  const member = memberTypes(itemType(list)).find((known) => known.name === name);
  if (items.length === 0) return null;
  if (member === undefined) return `The items have no member ${JSON.stringify(name)} to sort by.`;
  if (member.isOptional) return `Some items may have no ${JSON.stringify(name)} to sort by.`;
  return isSortable(member.type) ? null : `The values of ${JSON.stringify(name)} cannot be put in order.`;
}

function memberOf(item: unknown, field: string): unknown {
  if (!isObjectValue(item)) return wrongKind("a list of objects", item, "an item");
  if (Object.hasOwn(item, field)) return item[field];
  throw new ExpressionFailure("ORR_EXPR_NO_MEMBER", `An item has no member ${JSON.stringify(field.slice(0, 80))}.`);
}

function sortingCost(keys: readonly unknown[]): number {
  const size = keys.reduce(
    (total: number, key) => total + (typeof key === "string" ? key.length >> 6 : 0),
    keys.length,
  );
  return size * Math.ceil(Math.log2(keys.length + 2));
}

/** Counts code points, as CEL does. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
