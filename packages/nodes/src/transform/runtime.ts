import { defineRuntime, type Json } from "@orrery/node-kit";

/** Gives its value: the evaluation of the expressions is all the work there is. */
export const transformRuntime = defineRuntime<{ readonly value: Json }>({
  type: "transform",
  run: (_ctx, { config }) => ({ kind: "done", output: config.value }),
});
