import { renameVariable } from "@orrery/expr";
import type { Json } from "./json.ts";

/** Renames a variable in every expression inside a JSON value. Gives back the same value where nothing names it. */
export function renameInJson<T extends Json>(value: T, from: string, to: string): T;
export function renameInJson(value: Json, from: string, to: string): Json {
  if (typeof value === "string") {
    return value.includes("{{") && value.includes(from) ? renameVariable(value, from, to) : value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) {
    const members = value.map((member) => renameInJson(member, from, to));
    return members.some((member, index) => member !== value[index]) ? members : value;
  }
  const entries = Object.entries(value).map(([key, member]) => [key, renameInJson(member, from, to)] as const);
  return entries.some(([key, member]) => member !== value[key]) ? Object.fromEntries(entries) : value;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
