import type { Json } from "@orrery/node-kit";
import { firstLine } from "./first-line.ts";

const MOST_MEMBERS = 2;

/** A made value on its card: an object by its first members, a line each; anything else by its first words. */
export function valueSummary(value: Json | undefined): { text: string; mono: true }[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [{ text: firstLine(value), mono: true }];
  const members = Object.entries(value);
  const more = members.length - MOST_MEMBERS;
  return members.slice(0, MOST_MEMBERS).map(([name, member], index) => ({
    text: `${name}: ${bare(firstLine(member))}${index === MOST_MEMBERS - 1 && more > 0 ? `, ${more} more` : ""}`,
    mono: true,
  }));
}

function bare(text: string): string {
  return /^\{\{\s*([\s\S]*?)\s*\}\}$/.exec(text)?.[1] ?? text;
}
