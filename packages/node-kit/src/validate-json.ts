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
    message: plainWords(error.error),
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

const TYPE_WORD: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "nothing",
};

type Say = (found: readonly string[]) => string;

const PLAIN: readonly (readonly [RegExp, Say])[] = [
  [/^Instance does not have required property "(.*)"\.$/s, ([, name]) => `${name} is missing.`],
  [
    /^Instance type "(.*)" is invalid\. Expected "(.*)"\.$/s,
    ([, is = "", wanted = ""]) =>
      `This should be ${wanted.split('", "').map(typeWord).join(" or ")}, and is ${typeWord(is)}.`,
  ],
  [
    /^Instance does not match any of \[(.*)\]\.$/s,
    ([, some = ""]) => `This should be one of ${some.replaceAll(",", ", ")}.`,
  ],
  [/^Instance does not match ((?!any |every |exactly |"then"|"else").*)\.$/s, ([, one]) => `This should be ${one}.`],
  [
    /^Array has too few items \((\d+) < (\d+)\)\.$/,
    ([, is, least]) => `The list has ${is}, and needs at least ${least}.`,
  ],
  [
    /^Array has too many items \((\d+) > (\d+)\)\.$/,
    ([, is, most]) => `The list has ${is}, and may have at most ${most}.`,
  ],
  [
    /^String is too short \((\d+) < (\d+)\)\.$/,
    ([, is, least]) => `The text has ${is} characters, and needs at least ${least}.`,
  ],
  [
    /^String is too long \((\d+) > (\d+)\)\.$/,
    ([, is, most]) => `The text has ${is} characters, and may have at most ${most}.`,
  ],
  [/^String does not match format "(.*)"\.$/, ([, format]) => `This is not a valid ${format}.`],
  [/^Instance does not match (?:any subschemas|every subschema)\.$/, () => "This fits none of what is allowed here."],
];

/** The validator's report in a person's words; as it came where it is a rare one. */
function plainWords(report: string): string {
  for (const [pattern, say] of PLAIN) {
    const found = pattern.exec(report);
    if (found) return say(found);
  }
  return report;
}

function typeWord(type: string): string {
  return TYPE_WORD[type] ?? type;
}

/** Keywords whose errors only repeat that something inside them failed. */
const wrappers = new Set(["properties", "items", "prefixItems", "additionalProperties", "$ref", "allOf"]);
