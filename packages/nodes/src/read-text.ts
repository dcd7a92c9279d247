import { type Json, StepFailure } from "@orrery/node-kit";
import { nameOfType } from "./name-of-type.ts";

/**
 * A text that a field gave, of at most `longest` UTF-16 units.
 * @throws StepFailure `TEXT_EXPECTED` for anything else, `TEXT_TOO_LONG` (class `limit`) for more.
 */
export function readText(value: Json | undefined, what: string, longest: number): string {
  if (typeof value !== "string") {
    throw new StepFailure({
      code: "TEXT_EXPECTED",
      message: `${what} should be text, and is ${nameOfType(value)}.`,
      class: "permanent",
    });
  }
  if (value.length <= longest) return value;
  throw new StepFailure({
    code: "TEXT_TOO_LONG",
    message: `${what} has ${value.length.toLocaleString("en")} characters; at most ${longest.toLocaleString("en")} are taken.`,
    class: "limit",
    details: { characters: value.length, limit: longest },
  });
}
