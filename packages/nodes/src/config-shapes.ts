import type { Json, JsonObject } from "@orrery/node-kit";
import { z } from "zod";

/** The shapes that configs of several node types are made of. That a graph is plain JSON is checked when it is read. */

/** Text that may hold expressions. */
export const templateText = z.string().max(1_000_000);

/** Any JSON, with expressions in its texts. */
export const anyJson = z.custom<Json>((value) => value !== undefined, { error: "expected JSON" }).meta({});

/** A list, or an expression that gives one. */
export const listValue = z.union([templateText, z.array(anyJson)]);

/** The handle of a credential. */
export const credentialName = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/);

/** A JSON Schema; what it may say is `checkJsonSchema`'s. */
export const jsonSchema = z
  .custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
    error: "expected an object",
  })
  .meta({ type: "object" });

/** Names with texts that may hold expressions, or one expression that gives such an object. */
export const keyValues = z.union([
  z.record(z.string().max(200), z.union([templateText, z.number(), z.boolean(), z.null()])),
  templateText,
]);

/** At most a year, in milliseconds. */
export const durationMs = z
  .int()
  .min(0)
  .max(366 * 24 * 60 * 60 * 1000);
