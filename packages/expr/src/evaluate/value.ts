/** CEL's values that JSON has no form for. They appear inside an expression only. */
export class Timestamp {
  readonly epochMs: number;

  constructor(epochMs: number) {
    this.epochMs = epochMs;
  }
}

export class Duration {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

export class TypeName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export type ObjectValue = { readonly [name: string]: unknown };

export type ValueKind =
  | "null"
  | "boolean"
  | "number"
  | "string"
  | "list"
  | "object"
  | "timestamp"
  | "duration"
  | "bytes"
  | "type"
  | "other";

/** Which kind of value this is; `other` is what JSON cannot hold (undefined, functions, BigInt, …). */
export function kindOfValue(value: unknown): ValueKind {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "object":
      break;
    default:
      return "other";
  }
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (value instanceof Timestamp) return "timestamp";
  if (value instanceof Duration) return "duration";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof TypeName) return "type";
  return "object";
}

/** A value that is an object and nothing else: neither a list nor one of CEL's own values. */
export function isObjectValue(value: unknown): value is ObjectValue {
  return kindOfValue(value) === "object";
}

const words: { readonly [kind in ValueKind]: string } = {
  null: "nothing",
  boolean: "true or false",
  number: "a number",
  string: "text",
  list: "a list",
  object: "an object",
  timestamp: "a time",
  duration: "a duration",
  bytes: "bytes",
  type: "a type",
  other: "no JSON value",
};

/** The kind of a value in words, for messages. */
export function describeValue(value: unknown): string {
  return words[kindOfValue(value)];
}
