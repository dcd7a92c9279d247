import { type VariableRead, variableReads } from "@orrery/expr";
import type { Json, JsonObject } from "@orrery/graph";

/** What stands in the place of a variable's name and of as many members after it; null leaves it as it is. */
export type ReadRewriting = (read: VariableRead) => { readonly text: string; readonly members: number } | null;

/** The value with every reading of a variable in its expressions put anew. Gives back the same value where none is. */
export function rewriteReads<T extends Json>(value: T, rewriting: ReadRewriting): T;
export function rewriteReads(value: Json, rewriting: ReadRewriting): Json {
  if (typeof value === "string") return value.includes("{{") ? rewrittenText(value, rewriting) : value;
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) {
    const members = value.map((member) => rewriteReads(member, rewriting));
    return members.some((member, index) => member !== value[index]) ? members : value;
  }
  const entries = Object.entries(value).map(([key, member]) => [key, rewriteReads(member, rewriting)] as const);
  return entries.some(([key, member]) => member !== value[key]) ? Object.fromEntries(entries) : value;
}

/** The texts of a config, wherever they stand. */
export function textsOf(value: Json | JsonObject): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function rewrittenText(text: string, rewriting: ReadRewriting): string {
  let result = "";
  let at = 0;
  for (const read of variableReads(text)) {
    const to = rewriting(read);
    if (to === null) continue;
    result += text.slice(at, read.start) + to.text;
    at = endOfMembers(text, read, to.members);
  }
  return result + text.slice(at);
}

/** Where the first members after a name end, however they are spaced. */
function endOfMembers(text: string, { end, path }: VariableRead, count: number): number {
  let at = end;
  for (const name of path.split(".").slice(0, count)) at = text.indexOf(name, text.indexOf(".", at) + 1) + name.length;
  return at;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
