import { anyType, listOf, numberType, stringType, timestampType } from "../basic-types.ts";
import { Timestamp } from "../evaluate/value.ts";
import type { ExprType } from "../expr-type.ts";
import { alternativesOf, unionOf } from "../union-of.ts";
import { badValue, listAt, numberAt, numbersIn, wholeAt, wrongKind } from "./arguments.ts";
import { compareValues } from "./compare-values.ts";
import type { ExprFunction } from "./expr-function.ts";
import { itemType } from "./item-type.ts";

const numbers = { name: "numbers", type: listOf(numberType) };
const comparable = unionOf(numberType, stringType, timestampType);

function extreme(
  name: "min" | "max",
  doc: string,
  example: string,
  isBetter: (order: number) => boolean,
): ExprFunction {
  return {
    name,
    signature: `${name}(list) or ${name}(a, b, …) → one of them`,
    doc,
    example,
    isOurs: true,
    parameters: [
      { name: "values", type: unionOf(listOf(comparable), comparable) },
      { name: "more", type: comparable, isOptional: true, isRest: true },
    ],
    result: (args) => unionOf(...candidates(args)),
    refuse: (args) =>
      isOneKind(candidates(args)) ? null : `${name} needs values of one kind, all numbers or all texts.`,
    run: (args, { work }) => {
      const values = args.length === 1 && Array.isArray(args[0]) ? listAt(args, 0) : args;
      work.charge(values.length);
      if (values.length === 0) return badValue(`${name} of an empty list: there is no value to take.`);
      return values.reduce((best, value) => (isBetter(compareValues(value, best)) ? value : best));
    },
  };
}

function candidates(args: readonly ExprType[]): readonly ExprType[] {
  const [first] = args;
  if (first === undefined || args.length > 1) return args;
  return alternativesOf(first).map((type) => (type.kind === "list" ? itemType(type) : type));
}

/** Whether values of these types can be put in order among each other. */
export function isOneKind(types: readonly ExprType[]): boolean {
  const kinds = new Set(types.flatMap(alternativesOf).map((type) => type.kind));
  kinds.delete("any");
  return kinds.size <= 1;
}

export const numberFunctions: readonly ExprFunction[] = [
  {
    name: "round",
    signature: "round(number, digits?) → number",
    doc: "The number rounded to whole, or to so many digits after the point; halves go away from zero.",
    example: "round(2.345, 2)",
    isOurs: true,
    parameters: [
      { name: "number", type: numberType },
      { name: "digits", type: numberType, isOptional: true },
    ],
    result: numberType,
    run: (args) => {
      const digits = args.length > 1 ? wholeAt(args, 1) : 0;
      if (digits < 0 || digits > 15) return badValue("digits must be between 0 and 15.");
      return roundTo(numberAt(args, 0), digits);
    },
  },
  extreme("min", "The smallest of the values.", "min([3, 1, 2])", (order) => order < 0),
  extreme("max", "The largest of the values.", "max(3, 7)", (order) => order > 0),
  {
    name: "sum",
    signature: "sum(list of number) → number",
    doc: "The sum of the numbers; 0 for an empty list.",
    example: "sum([1, 2, 3])",
    isOurs: true,
    parameters: [numbers],
    result: numberType,
    run: (args, { work }) => {
      work.charge(listAt(args, 0).length);
      return numbersIn(listAt(args, 0)).reduce((total, number) => total + number, 0);
    },
  },
  {
    name: "avg",
    signature: "avg(list of number) → number",
    doc: "The average of the numbers; an empty list has none.",
    example: "avg([1, 2, 3])",
    isOurs: true,
    parameters: [numbers],
    result: numberType,
    run: (args, { work }) => {
      const list = numbersIn(listAt(args, 0));
      work.charge(list.length);
      if (list.length === 0) return badValue("avg of an empty list: there is no average.");
      return list.reduce((total, number) => total + number, 0) / list.length;
    },
  },
  {
    name: "int",
    signature: "int(value) → number",
    doc: "The whole part of a number, or the whole number that a text spells.",
    example: 'int("42")',
    isOurs: false,
    parameters: [{ name: "value", type: unionOf(numberType, stringType, timestampType) }],
    result: numberType,
    run: (args) => {
      const [value] = args;
      if (typeof value === "number") return Math.trunc(value);
      if (value instanceof Timestamp) return Math.floor(value.epochMs / 1000);
      const number = spelled(value);
      return Number.isInteger(number) ? number : badValue("This text does not spell a whole number.");
    },
  },
  {
    name: "uint",
    signature: "uint(value) → number",
    doc: "Like int, for numbers that are not negative.",
    example: "uint(7.9)",
    isOurs: false,
    parameters: [{ name: "value", type: unionOf(numberType, stringType) }],
    result: numberType,
    run: (args) => {
      const [value] = args;
      const number = typeof value === "number" ? Math.trunc(value) : spelled(value);
      return Number.isInteger(number) && number >= 0 ? number : badValue("This is not a whole number from 0 up.");
    },
  },
  {
    name: "double",
    signature: "double(value) → number",
    doc: "The number itself, or the number that a text spells.",
    example: 'double("3.5")',
    isOurs: false,
    parameters: [{ name: "value", type: unionOf(numberType, stringType) }],
    result: numberType,
    run: (args) => {
      const [value] = args;
      const number = typeof value === "number" ? value : spelled(value);
      return Number.isFinite(number) ? number : badValue("This text does not spell a number.");
    },
  },
  {
    name: "dyn",
    signature: "dyn(value) → anything",
    doc: "The same value with its type forgotten, to be checked when it runs.",
    example: "dyn(1)",
    isOurs: false,
    parameters: [{ name: "value", type: anyType }],
    result: anyType,
    run: (args) => args[0],
  },
];

function spelled(value: unknown): number {
  if (typeof value !== "string") return wrongKind("a number or text", value);
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(value) ? Number(value) : Number.NaN;
}

/** Shifts the decimal point in the number's own text, so that 1.005 becomes 1.01 as a person expects. */
function roundTo(value: number, digits: number): number {
  const [mantissa = "0", exponent = "0"] = String(Math.abs(value)).split("e");
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  if (!Number.isFinite(shifted)) return value;
  const [whole = "0", power = "0"] = String(shifted).split("e");
  return Math.sign(value) * Number(`${whole}e${Number(power) - digits}`);
}
