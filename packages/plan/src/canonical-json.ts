/**
 * JSON in the one canonical form of RFC 8785 (JCS): members sorted by UTF-16 code units, no space, numbers and strings as
 * ECMAScript writes them. Members that are undefined are left out. For plain JSON.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += text === "" ? canonicalJson(item) : `,${canonicalJson(item)}`;
    return `[${text}]`;
  }
  if (!isRecord(value)) return "null";
  // Without a comparator `sort` compares UTF-16 code units.
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

function isRecord(value: object): value is { readonly [key: string]: unknown } {
  return !Array.isArray(value);
}
