import { defineRuntime, type JsonSchema } from "@orrery/node-kit";
import { schemaFailure } from "../schema-failure.ts";

/** Gives the run's input once it fits the schema; `INPUT_INVALID` otherwise. */
export const inputRuntime = defineRuntime<{ readonly schema: JsonSchema }>({
  type: "input",
  run(ctx, { config }) {
    return (
      schemaFailure("INPUT_INVALID", "The input", { schema: config.schema, value: ctx.runInput }) ?? {
        kind: "done",
        output: ctx.runInput,
      }
    );
  },
});
