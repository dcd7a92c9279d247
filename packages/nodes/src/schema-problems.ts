import { checkJsonSchema, type JsonObject } from "@orrery/node-kit";

/** The problems of a JSON Schema that stands in a config, as a definition's `check` reports them. */
export function schemaProblems(path: string, schema: JsonObject | undefined) {
  if (schema === undefined) return [];
  return checkJsonSchema(schema).map((problem) => ({
    path: problem.path === "" ? path : `${path}.${problem.path}`,
    code: "ORR_SCHEMA",
    message: `${problem.message}.`,
  }));
}
