import { checkJsonSchema, type Json, type JsonObject } from "@orrery/node-kit";

interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/**
 * What is wrong with the schema of an input. It is an object of named fields. A form shows text, `number` and `integer`,
 * `boolean`, `enum` (a choice), lists, and text of `format: "file-text"` (a file, at most 4 MB); other shapes are filled in
 * as JSON.
 */
export function inputSchemaProblems(schema: JsonObject): readonly Problem[] {
  const problems: Problem[] = checkJsonSchema(schema).map(({ path, message }) => problem(path, `${message}.`));
  if (schema.type !== undefined && schema.type !== "object") {
    problems.push(problem("type", 'The input is an object of fields: its type must be "object".'));
  }
  const { properties = {}, required } = schema;
  if (!isObject(properties)) return problems;
  for (const name of isList(required) ? required : []) {
    if (typeof name !== "string" || Object.hasOwn(properties, name)) continue;
    problems.push(problem("required", `“${name.slice(0, 64)}” is required, and there is no such field.`));
  }
  return problems;
}

function problem(path: string, message: string): Problem {
  return { path: path === "" ? "schema" : `schema.${path}`, code: "ORR_SCHEMA", message };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
