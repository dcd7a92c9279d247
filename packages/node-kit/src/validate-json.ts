import { type Schema, Validator } from "@cfworker/json-schema";
import type { Json, JsonSchema } from "@orrery/graph";

export interface SchemaProblem {
  /** Where in the value, in dots: `tickets.2.text`; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

const compiled = new WeakMap<JsonSchema, Validator>();

/**
 * Checks plain JSON against a JSON Schema (2020-12). It interprets the schema: no code is generated, so it also works under
 * a strict CSP. `pattern` is refused by the compiler before a schema comes here (its matching time has no bound).
 * Returns every problem, the deepest place of each; empty when the value fits.
 */
export function validateJson(schema: JsonSchema, value: Json): readonly SchemaProblem[] {
  let validator = compiled.get(schema);
  if (validator === undefined) {
    validator = new Validator(schema as Schema, "2020-12", false);
    compiled.set(schema, validator);
  }
  const result = validator.validate(value);
  if (result.valid) return [];
  const leaves = result.errors.filter((error) => !wrappers.has(error.keyword));
  const problems = (leaves.length > 0 ? leaves : result.errors).map((error) => ({
    path: error.instanceLocation.replace(/^#\/?/, "").split("/").join("."),
    message: error.error,
    unexpected: error.keyword === "false",
  }));
  return problems
    .filter(
      (one) => !one.unexpected || !problems.some((other) => !other.unexpected && isAtOrUnder(other.path, one.path)),
    )
    .map(({ path, message, unexpected }) => ({ path, message: unexpected ? "This member is not expected." : message }));
}

/** A member that fails is also reported as one too many; only the real reason is worth saying. */
function isAtOrUnder(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`);
}

/** Keywords whose errors only repeat that something inside them failed. */
const wrappers = new Set(["properties", "items", "prefixItems", "additionalProperties", "$ref", "allOf"]);
