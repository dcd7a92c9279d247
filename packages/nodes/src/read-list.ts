import { type Json, StepFailure } from "@orrery/node-kit";
import { nameOfType } from "./name-of-type.ts";

/** A list that a field gave. @throws StepFailure `LIST_EXPECTED` where it is none. */
export function readList(value: Json | undefined, what: string): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw new StepFailure({
    code: "LIST_EXPECTED",
    message: `${what} should be a list, and is ${nameOfType(value)}.`,
    class: "permanent",
  });
}

/**
 * A list that has one entry for each of `items`, such as their keys.
 * @throws StepFailure `LIST_EXPECTED` where it is none, `LIST_LENGTH` where it is longer or shorter.
 */
export function readParallelList(value: Json, what: string, items: readonly Json[]): readonly Json[] {
  const found = readList(value, what);
  if (found.length === items.length) return found;
  throw new StepFailure({
    code: "LIST_LENGTH",
    message: `${what} has ${found.length} entries for ${items.length} items. Give one for each, such as items.map(i, i.id).`,
    class: "permanent",
  });
}
