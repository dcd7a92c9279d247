import type { Json, JsonObject } from "@orrery/graph";

export interface JsonSchemaProblem {
  /** Inside the schema, in dots: `properties.age.pattern`. */
  readonly path: string;
  readonly message: string;
}

const typeNames = new Set(["string", "number", "integer", "boolean", "array", "object", "null"]);
/** Keywords with a matching time or a reach that nothing bounds. */
const refused: Readonly<Record<string, string>> = {
  pattern: "Patterns are not carried out here, since their matching time has no bound. List the values by enum instead",
  patternProperties: "Patterns are not carried out here. Name the properties instead",
  $dynamicRef: "References that change are not followed here. Write the schema out",
};
const schemaKeys = ["items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else"];
const schemaListKeys = ["anyOf", "oneOf", "allOf", "prefixItems"];
const schemaMapKeys = ["properties", "$defs", "definitions", "dependentSchemas"];

/** Says what in a JSON Schema of a config cannot be carried out or is malformed. Empty for a sound one. */
export function checkJsonSchema(schema: Json): readonly JsonSchemaProblem[] {
  const problems: JsonSchemaProblem[] = [];
  visit(schema, [], problems);
  return problems;
}

function visit(schema: Json | undefined, path: readonly string[], problems: JsonSchemaProblem[]): void {
  if (schema === undefined || typeof schema === "boolean") return;
  const at = (...more: readonly string[]) => [...path, ...more].join(".");
  if (!isObject(schema)) {
    problems.push({ path: at(), message: "A schema must be an object" });
    return;
  }
  for (const [keyword, message] of Object.entries(refused)) {
    if (Object.hasOwn(schema, keyword)) problems.push({ path: at(keyword), message });
  }
  if (schema.$ref !== undefined && !(typeof schema.$ref === "string" && schema.$ref.startsWith("#"))) {
    problems.push({ path: at("$ref"), message: "Only references inside the schema are followed. Write it out" });
  }
  const names: readonly (Json | undefined)[] = isList(schema.type) ? schema.type : [schema.type];
  for (const name of names) {
    if (name === undefined || (typeof name === "string" && typeNames.has(name))) continue;
    problems.push({ path: at("type"), message: `A type is one of ${[...typeNames].join(", ")}` });
  }
  for (const keyword of ["enum", "required"] as const) {
    const value = schema[keyword];
    if (
      value === undefined ||
      (isList(value) && (keyword === "enum" || value.every((name) => typeof name === "string")))
    )
      continue;
    problems.push({ path: at(keyword), message: `"${keyword}" must be a list` });
  }
  for (const keyword of schemaKeys) visit(schema[keyword], [...path, keyword], problems);
  for (const keyword of schemaListKeys) {
    const members = schema[keyword];
    if (members === undefined) continue;
    if (isList(members)) {
      for (const [index, member] of members.entries()) visit(member, [...path, keyword, String(index)], problems);
    } else problems.push({ path: at(keyword), message: `"${keyword}" must be a list of schemas` });
  }
  for (const keyword of schemaMapKeys) {
    const members = schema[keyword];
    if (members === undefined) continue;
    if (isObject(members))
      for (const [name, member] of Object.entries(members)) visit(member, [...path, keyword, name], problems);
    else problems.push({ path: at(keyword), message: `"${keyword}" must be an object of schemas` });
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
