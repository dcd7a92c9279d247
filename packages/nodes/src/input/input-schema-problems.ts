import { checkJsonSchema, type Json, type JsonObject } from "@orrery/node-kit";

interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

const kinds = "text, number, yes or no, choice, list, or the text of a file";

/**
 * What the form of an input cannot show. It is an object of named fields: text, `number` or `integer`, `boolean`, `enum`
 * (a choice), a list of texts, numbers or flat objects, and text of `format: "file-text"` (at most 4 MB).
 */
export function inputSchemaProblems(schema: JsonObject): readonly Problem[] {
  const problems: Problem[] = checkJsonSchema(schema).map(({ path, message }) => problem(path, `${message}.`));
  if (schema.type !== "object")
    problems.push(problem("type", 'The input is an object of fields: its type must be "object".'));
  const { properties, required } = schema;
  if (properties !== undefined && !isObject(properties)) return problems;
  for (const [name, field] of Object.entries(properties ?? {})) {
    if (!isField(field, 0))
      problems.push(problem(`properties.${name}`, `“${name}” cannot be shown in a form. A field is ${kinds}.`));
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) {
      problems.push(
        problem(
          `properties.${name}`,
          `“${name.slice(0, 64)}” cannot be read by an expression. Use letters, digits and _.`,
        ),
      );
    }
  }
  for (const name of isList(required) ? required : []) {
    if (typeof name === "string" && !Object.hasOwn(properties ?? {}, name)) {
      problems.push(problem("required", `“${name.slice(0, 64)}” is required, and there is no such field.`));
    }
  }
  return problems;
}

function problem(path: string, message: string): Problem {
  return { path: path === "" ? "schema" : `schema.${path}`, code: "ORR_SCHEMA", message };
}

/** Lists hold texts, numbers, choices, or objects of plain fields; nothing is nested deeper than a form can show. */
function isField(field: Json | undefined, depth: number): boolean {
  if (!isObject(field)) return false;
  if (isList(field.enum))
    return field.enum.length > 0 && field.enum.every((value) => typeof value === "string" || typeof value === "number");
  if (field.type === "string" || field.type === "number" || field.type === "integer" || field.type === "boolean")
    return true;
  if (field.type === "array") return depth === 0 && isField(field.items, 1);
  if (field.type !== "object" || depth !== 1 || !isObject(field.properties)) return false;
  return Object.values(field.properties).every((member) => isField(member, 2));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
