import type { Json, JsonObject } from "@orrery/node-kit";

/** More than a signature of thoughts takes; a provider that sends more with a call gets nothing back. */
const maxChars = 100_000;

/** What a provider sent along with a part of its answer, as plain JSON; null where there is nothing, or too much. */
export function readMeta(metadata: object | undefined): JsonObject | null {
  if (metadata === undefined) return null;
  const text = JSON.stringify(metadata);
  if (text === "{}" || text.length > maxChars) return null;
  const read: Json = JSON.parse(text);
  return isObject(read) ? read : null;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
