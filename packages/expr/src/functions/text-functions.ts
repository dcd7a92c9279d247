import { booleanType, listOf, numberType, stringType } from "../basic-types.ts";
import { maxTextLength } from "../limits.ts";
import { badValue, textAt, wholeAt } from "./arguments.ts";
import type { ExprFunction, FunctionParameter } from "./expr-function.ts";

const text: FunctionParameter = { name: "text", type: stringType };

function onText(face: {
  readonly name: string;
  readonly doc: string;
  readonly example: string;
  readonly isOurs: boolean;
  readonly change: (text: string) => string;
}): ExprFunction {
  const { name, doc, example, isOurs, change } = face;
  return {
    name,
    signature: `${name}(text) → text`,
    doc,
    example,
    isOurs,
    parameters: [text],
    result: stringType,
    run: (args, { work }) => {
      const value = textAt(args, 0);
      work.chargeText(value.length);
      return change(value);
    },
  };
}

function asksText(name: string, doc: string, ask: (text: string, part: string) => boolean): ExprFunction {
  return {
    name,
    signature: `${name}(text, part) → true or false`,
    doc,
    example: `"orrery".${name}("o")`,
    isOurs: false,
    parameters: [text, { name: "part", type: stringType }],
    result: booleanType,
    run: (args, { work }) => {
      work.chargeText(textAt(args, 0).length);
      return ask(textAt(args, 0), textAt(args, 1));
    },
  };
}

export const textFunctions: readonly ExprFunction[] = [
  onText({
    name: "trim",
    doc: "The text without white space at both ends.",
    example: 'trim("  a ")',
    isOurs: true,
    change: (value) => value.trim(),
  }),
  onText({
    name: "lower",
    doc: "The text in lower case.",
    example: 'lower("ABC")',
    isOurs: true,
    change: (value) => value.toLowerCase(),
  }),
  onText({
    name: "upper",
    doc: "The text in upper case.",
    example: 'upper("abc")',
    isOurs: true,
    change: (value) => value.toUpperCase(),
  }),
  onText({
    name: "lowerAscii",
    doc: "The text with A to Z in lower case.",
    example: '"ABC".lowerAscii()',
    isOurs: false,
    change: (value) => value.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
  }),
  onText({
    name: "upperAscii",
    doc: "The text with a to z in upper case.",
    example: '"abc".upperAscii()',
    isOurs: false,
    change: (value) => value.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
  }),
  asksText("startsWith", "Whether the text begins with the part.", (value, part) => value.startsWith(part)),
  asksText("endsWith", "Whether the text ends with the part.", (value, part) => value.endsWith(part)),
  {
    name: "split",
    signature: "split(text, separator) → list of text",
    doc: "The pieces of the text between the separators.",
    example: 'split("a,b", ",")',
    isOurs: true,
    parameters: [text, { name: "separator", type: stringType }],
    result: listOf(stringType),
    run: (args, { work }) => {
      work.charge(textAt(args, 0).length >> 2);
      const pieces = textAt(args, 0).split(textAt(args, 1));
      work.charge(pieces.length);
      return pieces;
    },
  },
  {
    name: "replace",
    signature: "replace(text, old, new) → text",
    doc: "The text with every occurrence of one part replaced by another.",
    example: 'replace("a-b-c", "-", " ")',
    isOurs: true,
    parameters: [text, { name: "old", type: stringType }, { name: "new", type: stringType }],
    result: stringType,
    run: (args, { work }) => {
      const [value, old, fresh] = [textAt(args, 0), textAt(args, 1), textAt(args, 2)];
      work.charge(value.length >> 2);
      const pieces = value.split(old);
      work.charge(pieces.length);
      const growth = (pieces.length + (old === "" ? 1 : -1)) * fresh.length;
      work.chargeText(Math.min(value.length + growth, maxTextLength + 1));
      return value.replaceAll(old, () => fresh);
    },
  },
  {
    name: "indexOf",
    signature: "indexOf(text, part, from?) → number",
    doc: "Where the part first stands in the text, counted from 0; -1 when it does not.",
    example: '"orrery".indexOf("r")',
    isOurs: false,
    parameters: [text, { name: "part", type: stringType }, { name: "from", type: numberType, isOptional: true }],
    result: numberType,
    run: (args, { work }) => {
      work.chargeText(textAt(args, 0).length);
      return textAt(args, 0).indexOf(textAt(args, 1), args.length > 2 ? wholeAt(args, 2) : 0);
    },
  },
  {
    name: "lastIndexOf",
    signature: "lastIndexOf(text, part) → number",
    doc: "Where the part last stands in the text, counted from 0; -1 when it does not.",
    example: '"orrery".lastIndexOf("r")',
    isOurs: false,
    parameters: [text, { name: "part", type: stringType }],
    result: numberType,
    run: (args, { work }) => {
      work.chargeText(textAt(args, 0).length);
      return textAt(args, 0).lastIndexOf(textAt(args, 1));
    },
  },
  {
    name: "substring",
    signature: "substring(text, start, end?) → text",
    doc: "The piece of the text from start up to, not with, end.",
    example: '"orrery".substring(0, 3)',
    isOurs: false,
    parameters: [text, { name: "start", type: numberType }, { name: "end", type: numberType, isOptional: true }],
    result: stringType,
    run: (args) => {
      const value = textAt(args, 0);
      const start = wholeAt(args, 1);
      const end = args.length > 2 ? wholeAt(args, 2) : value.length;
      if (start < 0 || end < start || end > value.length) {
        return badValue(`The text has ${value.length} characters: there is no piece from ${start} to ${end}.`);
      }
      return value.slice(start, end);
    },
  },
];
