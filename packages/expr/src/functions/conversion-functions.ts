import { anyType, booleanType, bytesType, numberType, stringType, timestampType, typeType } from "../basic-types.ts";
import { jsonText, textOf } from "../evaluate/text-of.ts";
import { toJson } from "../evaluate/to-json.ts";
import { kindOfValue, TypeName } from "../evaluate/value.ts";
import { alternativesOf, unionOf } from "../union-of.ts";
import { badValue, textAt, wrongKind } from "./arguments.ts";
import type { ExprFunction } from "./expr-function.ts";

export const conversionFunctions: readonly ExprFunction[] = [
  {
    name: "json",
    signature: "json(value) → text",
    doc: "The value written as JSON.",
    example: 'json({"a": [1, 2]})',
    isOurs: true,
    parameters: [{ name: "value", type: anyType }],
    result: stringType,
    refuse: ([type]) => {
      const wrong = alternativesOf(type ?? anyType).find((one) => ["bytes", "duration", "type"].includes(one.kind));
      return wrong === undefined ? null : `json cannot write ${wrong.kind}.`;
    },
    run: ([value], { work }) => {
      const json = toJson(value, work);
      return typeof json === "string" || json === null ? JSON.stringify(json) : jsonText(json, work);
    },
  },
  {
    name: "parseJson",
    signature: "parseJson(text) → anything",
    doc: "The value that a JSON text means.",
    example: 'parseJson("[1, 2]")',
    isOurs: true,
    parameters: [{ name: "text", type: stringType }],
    result: anyType,
    run: (args, { work }) => {
      const text = textAt(args, 0);
      work.charge(text.length >> 2);
      try {
        const value: unknown = JSON.parse(text);
        return value;
      } catch {
        return badValue(`This is not JSON: ${JSON.stringify(text.slice(0, 80))}.`);
      }
    },
  },
  {
    name: "like",
    signature: "like(text, pattern) → true or false",
    doc: "Whether a regular expression (RE2 syntax) matches somewhere in the text; always in linear time.",
    example: 'like("INV-42", "^INV-[0-9]+$")',
    isOurs: true,
    parameters: [
      { name: "text", type: stringType },
      { name: "pattern", type: stringType },
    ],
    result: booleanType,
  },
  {
    name: "hash",
    signature: "hash(text) → text",
    doc: "The SHA-256 of the text in UTF-8, as 64 hexadecimal digits.",
    example: 'hash("orrery")',
    isOurs: true,
    parameters: [{ name: "text", type: stringType }],
    result: stringType,
  },
  {
    name: "string",
    signature: "string(value) → text",
    doc: "A number, true or false, or a time as text.",
    example: "string(12)",
    isOurs: false,
    parameters: [{ name: "value", type: unionOf(stringType, numberType, booleanType, timestampType, bytesType) }],
    result: stringType,
    run: ([value], { work }) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : textOf(value, work)),
  },
  {
    name: "bool",
    signature: "bool(value) → true or false",
    doc: "What a text such as true or false means.",
    example: 'bool("true")',
    isOurs: false,
    parameters: [{ name: "value", type: unionOf(booleanType, stringType) }],
    result: booleanType,
    run: ([value]) => {
      if (typeof value === "boolean") return value;
      if (typeof value !== "string") return wrongKind("true, false or text", value);
      if (["1", "t", "true", "TRUE", "True"].includes(value)) return true;
      return ["0", "f", "false", "FALSE", "False"].includes(value)
        ? false
        : badValue("This text is neither true nor false.");
    },
  },
  {
    name: "bytes",
    signature: "bytes(text) → bytes",
    doc: "The text in UTF-8; bytes cannot leave an expression.",
    example: 'size(bytes("é"))',
    isOurs: false,
    parameters: [{ name: "value", type: unionOf(stringType, bytesType) }],
    result: bytesType,
    run: (args, { work }) => {
      if (args[0] instanceof Uint8Array) return args[0];
      work.chargeText(textAt(args, 0).length);
      return new TextEncoder().encode(textAt(args, 0));
    },
  },
  {
    name: "type",
    signature: "type(value) → type",
    doc: "The type of a value, to compare: type(x) == string.",
    example: "type(1) == double",
    isOurs: false,
    parameters: [{ name: "value", type: anyType }],
    result: typeType,
    run: ([value]) => new TypeName(kindOfValue(value)),
  },
];
