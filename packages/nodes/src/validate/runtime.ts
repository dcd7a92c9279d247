import { defineRuntime, type Json, type JsonSchema } from "@orrery/node-kit";
import { schemaFailure } from "../schema-failure.ts";

/** Gives its value once it fits the schema; `VALIDATION_FAILED` with the first problems in `details` otherwise. */
export const validateRuntime = defineRuntime<{ readonly value: Json; readonly schema: JsonSchema }>({
  type: "validate",
  run: (_ctx, { config: { schema, value } }) =>
    schemaFailure("VALIDATION_FAILED", "The value", { schema, value }) ?? { kind: "done", output: value },
});
