import type { Json } from "@orrery/node-kit";

/** The first words of a value, for the card of a node; the canvas cuts what does not fit. */
export function firstLine(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  const all = typeof value === "string" ? value : JSON.stringify(value);
  const line = all.trim().split("\n", 1)[0] ?? "";
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
