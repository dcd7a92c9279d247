/** One member of a list or an object, in order, as the tree shows it. */
export interface JsonMember {
  key: string;
  value: unknown;
}

/** The members of a list or object; null for anything that has none. */
export function jsonMembers(value: unknown): JsonMember[] | null {
  if (Array.isArray(value)) return value.map((member, index) => ({ key: String(index), value: member }));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).map(([key, member]) => ({ key, value: member }));
  }
  return null;
}

/** What a folded value is: "{ 3 fields }", "[ 48 items ]", or the value itself as JSON. */
export function jsonSummary(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? "[ 1 item ]" : `[ ${value.length} items ]`;
  if (typeof value === "object" && value !== null) {
    const count = Object.keys(value).length;
    return count === 1 ? "{ 1 field }" : `{ ${count} fields }`;
  }
  return jsonScalar(value);
}

/** A text, number, boolean or null as JSON; undefined reads "absent". */
export function jsonScalar(value: unknown): string {
  return JSON.stringify(value) ?? "absent";
}
