import { defineRuntime, type Json } from "@orrery/node-kit";

/** Gives its value as the run's output. */
export const outputRuntime = defineRuntime<{ readonly value: Json }>({
  type: "output",
  run: (_ctx, { config }) => ({ kind: "done", output: config.value }),
});
