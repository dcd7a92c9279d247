import { type Json, type JsonSchema, type StepOutcome, validateJson } from "@orrery/node-kit";
import { permanent } from "./failure.ts";

const shown = 5;

/**
 * The failure of a value that does not fit its schema, or null where it fits. The message tells the first problem, the
 * details (`{ problems: [{ path, message }], count }`) the first five.
 */
export function schemaFailure(
  code: string,
  what: string,
  { schema, value }: { readonly schema: JsonSchema; readonly value: Json },
): StepOutcome | null {
  const problems = validateJson(schema, value);
  const first = problems[0];
  if (first === undefined) return null;
  const where = first.path === "" ? what : `${what} at ${first.path}`;
  return permanent(code, `${where}: ${first.message}`, {
    problems: problems.slice(0, shown).map(({ path, message }) => ({ path, message })),
    count: problems.length,
  });
}
