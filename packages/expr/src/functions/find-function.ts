import { conversionFunctions } from "./conversion-functions.ts";
import type { ExprFunction } from "./expr-function.ts";
import { listFunctions } from "./list-functions.ts";
import { numberFunctions } from "./number-functions.ts";
import { objectFunctions } from "./object-functions.ts";
import { textFunctions } from "./text-functions.ts";
import { timeFunctions } from "./time-functions.ts";

export const exprFunctions: readonly ExprFunction[] = [
  ...textFunctions,
  ...numberFunctions,
  ...listFunctions,
  ...objectFunctions,
  ...timeFunctions,
  ...conversionFunctions,
];

const byName: ReadonlyMap<string, ExprFunction> = new Map(exprFunctions.map((entry) => [entry.name, entry]));

/** The function of this name, or undefined. Macros (`default`, `ran`, `has`, `map`, …) are syntax, not functions. */
export function findFunction(name: string): ExprFunction | undefined {
  return byName.get(name);
}
