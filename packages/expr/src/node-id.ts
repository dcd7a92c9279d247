import { functionCatalogue } from "./function-catalogue.ts";
import { reservedWords } from "./reserved-words.ts";
import { kindOfTypeName } from "./type-names.ts";

/** What no node may be called: CEL's reserved words and type names, Orrery's functions, and `run`, `call`, `error`. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...reservedWords,
  ...kindOfTypeName.keys(),
  "dyn",
  "google",
  ...functionCatalogue.filter((entry) => entry.isOurs).map((entry) => entry.name),
  "run",
  "call",
  "error",
]);

/** Whether `id` may be the id of a node: `[a-z][a-z0-9_]*`, at most 64 characters, not reserved. */
export function isValidNodeId(id: string): boolean {
  return /^[a-z][a-z0-9_]{0,63}$/.test(id) && !reservedNames.has(id);
}
