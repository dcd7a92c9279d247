const LIMIT = 80;

/** A refused value as it is shown to people: JSON, at most 80 characters. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value.slice(0, LIMIT + 1)) : shortJson(value);
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT - 1)}…`;
}

function shortJson(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) {
    const keys = Object.keys(value);
    return keys.length === 0 ? "{}" : `{ ${keys.slice(0, 6).join(", ")}${keys.length > 6 ? ", …" : ""} }`;
  }
  return String(value);
}
