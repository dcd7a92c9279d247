import type { Json, JsonObject } from "@orrery/graph";
import { isObject } from "./config-path.ts";

/** The kinds of value a schema's property may have in the simple form. */
export const ROW_KINDS = [
  { value: "text", label: "Text" },
  { value: "long-text", label: "Long text" },
  { value: "file-text", label: "Text of a file" },
  { value: "number", label: "Number" },
  { value: "boolean", label: "Yes or no" },
  { value: "choice", label: "Choice" },
  { value: "text-list", label: "List of texts" },
  { value: "object-list", label: "List of objects" },
] as const;

export type RowKind = (typeof ROW_KINDS)[number]["value"];

export interface SchemaRow {
  readonly name: string;
  readonly kind: RowKind;
  readonly required: boolean;
  /** Of a choice. */
  readonly choices: readonly string[];
  /** The property as it stands: what the form does not show is kept. */
  readonly schema: JsonObject;
}

/** The rows of a flat object schema; null where it says more than rows can show. */
export function schemaRows(schema: Json | undefined): readonly SchemaRow[] | null {
  if (!isObject(schema) || schema.type !== "object") return null;
  const properties = schema.properties ?? {};
  if (!isObject(properties)) return null;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const rows: SchemaRow[] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (!isObject(property)) return null;
    const kind = rowKind(property);
    if (kind === null) return null;
    const listed = property.enum;
    const choices = Array.isArray(listed) ? listed.filter((one) => typeof one === "string") : [];
    rows.push({ name, kind, required: required.includes(name), choices, schema: property });
  }
  return rows;
}

/** The schema that the rows stand for, with what else the old one said. */
export function schemaOf(before: Json | undefined, rows: readonly SchemaRow[]): JsonObject {
  const required = rows.filter((row) => row.required).map((row) => row.name);
  const { required: _required, ...kept } = isObject(before) ? before : {};
  return {
    ...kept,
    type: "object",
    properties: Object.fromEntries(rows.map((row) => [row.name, row.schema])),
    ...(required.length > 0 && { required }),
  };
}

/** A property of that kind, keeping the title and description it had. */
export function propertyOf(kind: RowKind, before: JsonObject, choices: readonly string[]): JsonObject {
  const words: { [name: string]: Json } = {};
  if (before.title !== undefined) words.title = before.title;
  if (before.description !== undefined) words.description = before.description;
  switch (kind) {
    case "text":
      return { type: "string", ...words };
    case "long-text":
      return { type: "string", format: "long-text", ...words };
    case "file-text":
      return { type: "string", format: "file-text", ...words };
    case "number":
      return { type: "number", ...words };
    case "boolean":
      return { type: "boolean", ...words };
    case "choice":
      return { type: "string", enum: choices.length > 0 ? choices : ["yes", "no"], ...words };
    case "text-list":
      return { type: "array", items: { type: "string" }, ...words };
    case "object-list":
      return { type: "array", items: isObject(before.items) ? before.items : { type: "object" }, ...words };
  }
}

function rowKind(property: JsonObject): RowKind | null {
  if (Array.isArray(property.enum)) return "choice";
  switch (property.type) {
    case "string":
      return property.format === "file-text" ? "file-text" : property.format === "long-text" ? "long-text" : "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "array": {
      const items = property.items;
      if (isObject(items) && items.type === "string") return "text-list";
      return isObject(items) && items.type === "object" ? "object-list" : null;
    }
    default:
      return null;
  }
}
