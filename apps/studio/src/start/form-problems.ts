import { type FormField, missingFields } from "@orrery/canvas";
import type { JsonObject, JsonSchema } from "@orrery/graph";
import { validateJson } from "@orrery/node-kit";

export interface FormProblems {
  /** By field. */
  readonly fields: ReadonlyMap<string, string>;
  /** What no field of the form is to blame for; null where all is. */
  readonly whole: string | null;
}

/** What does not fit of an input, each told at its field: as the server would refuse it, before it is sent. */
export function formProblems(
  schema: JsonSchema,
  { fields, input }: { readonly fields: readonly FormField[]; readonly input: JsonObject },
): FormProblems {
  const missing = new Set(missingFields(fields, input));
  const told = new Map(fields.filter(({ label }) => missing.has(label)).map(({ name }) => [name, "Fill this in."]));
  let whole: string | null = null;
  for (const { path, message } of validateJson(schema, input)) {
    const [name = "", ...deeper] = path.split(".");
    if (!fields.some((field) => field.name === name)) {
      if (missing.size === 0) whole ??= message;
    } else if (!told.has(name)) told.set(name, deeper.length === 0 ? message : `${deeper.join(".")}: ${message}`);
  }
  return { fields: told, whole };
}
