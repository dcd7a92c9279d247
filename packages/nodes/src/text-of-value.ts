import type { Json } from "@orrery/node-kit";

/** A value as text, by the rule of templates: text as it is, null as nothing, all else as JSON. */
export function textOfValue(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
