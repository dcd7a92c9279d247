import { maxTextLength } from "../limits.ts";
import { jsonSize } from "./json-size.ts";
import { toJson } from "./to-json.ts";
import type { Work } from "./work.ts";

/**
 * A value as it stands in a text: strings as they are, null as nothing, times as ISO text, all else as JSON. Throws
 * what `toJson` throws, and ORR_EXPR_TOO_LARGE.
 */
export function textOf(value: unknown, work: Work): string {
  if (typeof value === "string") return value;
  const json = toJson(value, work);
  if (json === null) return "";
  return typeof json === "string" ? json : jsonText(json, work);
}

/** A plain JSON value, as `toJson` gives it, as JSON text. Throws ORR_EXPR_TOO_LARGE. */
export function jsonText(json: unknown, work: Work): string {
  if (typeof json === "number" || typeof json === "boolean") return String(json);
  work.chargeText(jsonSize(json, maxTextLength));
  return JSON.stringify(json);
}
