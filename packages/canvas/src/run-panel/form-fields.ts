import type { Json, JsonObject } from "@orrery/graph";
import { isObject } from "../fields/config-path.ts";

export type FormKind = "text" | "long-text" | "file-text" | "number" | "boolean" | "choice" | "text-list" | "json";

/** One field of a form that comes from a JSON Schema of an object. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly kind: FormKind;
  readonly required: boolean;
  readonly choices: readonly string[];
  readonly initial: Json | undefined;
  readonly whole: boolean;
}

/** The fields that a schema asks for, in its order. What is no simple value is asked for as JSON. */
export function formFields(schema: JsonObject): readonly FormField[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(properties).map(([name, property]) => {
    const one = isObject(property) ? property : {};
    const listed = one.enum;
    return {
      name,
      label: typeof one.title === "string" ? one.title : sentence(name),
      hint: typeof one.description === "string" ? one.description : null,
      kind: kindOf(one),
      required: required.includes(name),
      choices: Array.isArray(listed) ? listed.filter((choice) => typeof choice === "string") : [],
      initial: one.default,
      whole: one.type === "integer",
    };
  });
}

function kindOf(property: JsonObject): FormKind {
  const listed = property.enum;
  if (Array.isArray(listed) && listed.every((choice) => typeof choice === "string")) return "choice";
  switch (property.type) {
    case "string":
      if (property.format === "file-text") return "file-text";
      return property.format === "long-text" || isLong(property.maxLength) ? "long-text" : "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "array": {
      const items = property.items;
      return isObject(items) && items.type === "string" ? "text-list" : "json";
    }
    default:
      return "json";
  }
}

function isLong(length: Json | undefined): boolean {
  return typeof length === "number" && length > 200;
}

function sentence(name: string): string {
  const words = name
    .replaceAll("_", " ")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a fresh form holds. */
export function initialValues(fields: readonly FormField[]): JsonObject {
  const values: { [name: string]: Json } = {};
  for (const field of fields) {
    if (field.initial !== undefined) values[field.name] = field.initial;
    else if (field.kind === "boolean") values[field.name] = false;
    else if (field.kind === "choice" && field.required && field.choices[0] !== undefined) {
      values[field.name] = field.choices[0];
    }
  }
  return values;
}

/** The labels of needed fields that hold nothing. */
export function missingFields(fields: readonly FormField[], values: JsonObject): readonly string[] {
  return fields
    .filter((field) => {
      const value = values[field.name];
      if (!field.required) return false;
      if (field.kind === "text-list" && Array.isArray(value)) return value.every((entry) => entry === "");
      return value === undefined || value === null || value === "";
    })
    .map((field) => field.label);
}

/** Only what the form asks for, without fields left empty: what a run takes. */
export function tidyValues(fields: readonly FormField[], values: JsonObject): JsonObject {
  const tidy: { [name: string]: Json } = {};
  for (const field of fields) {
    const value = values[field.name];
    if (value === undefined || (value === "" && !field.required)) continue;
    tidy[field.name] =
      field.kind === "text-list" && Array.isArray(value) ? value.filter((entry) => entry !== "") : value;
  }
  return tidy;
}
