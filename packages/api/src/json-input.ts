import { checkJson, type Json, type JsonObject } from "@orrery/graph";
import { z } from "zod";

/**
 * Anything JSON can say, within the limits of a document: nesting of at most 64 levels, no keys that reach a prototype.
 * Checked without recursion, because a value can be nested deeper than the stack.
 */
export const json = z.custom<Json>().superRefine((value, ctx) => {
  const [problem] = checkJson(value);
  if (problem !== undefined) ctx.addIssue({ code: "custom", message: problem.message });
});

/** The same, an object. */
export const jsonObject = json.refine(
  (value): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value),
  "Expected an object.",
);
