import type { GraphDiagnostic } from "./diagnostic.ts";
import { quote } from "./quote.ts";

export type MigrateResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly diagnostic: GraphDiagnostic };

/** The steps from each earlier version to the next, in order. Version 1 is the first and the present one. */
const versions = ["orrery.graph/v1"];

/** Brings a document of any known version to the present one, before its shape is checked. Pure. */
export function migrateGraph(value: unknown): MigrateResult {
  const schema = typeof value === "object" && value !== null ? Reflect.get(value, "schema") : undefined;
  if (typeof schema === "string" && versions.includes(schema)) return { ok: true, value };
  const message =
    schema === undefined
      ? 'This is not a workflow file: "schema" is missing. It should be "orrery.graph/v1".'
      : `This file has the format ${quote(schema)}, and only "orrery.graph/v1" is known. A newer Orrery may read it.`;
  return { ok: false, diagnostic: { code: "ORR_SCHEMA_VERSION", severity: "error", message, field: "schema" } };
}
