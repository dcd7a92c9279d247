import type { Json } from "@orrery/node-kit";

/** Text that is the same for two values exactly when they are equal, whatever the order of their members. */
export function keyText(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(keyText).join(",")}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${keyText(member)}`).join(",")}}`;
}
