import { defineRuntime } from "@orrery/node-kit";
import { permanent } from "../failure.ts";

/** Fails always: a graph with a placeholder in it gives no plan, so only a plan from elsewhere comes here. */
export const placeholderRuntime = defineRuntime({
  type: "placeholder",
  run: () => permanent("PLACEHOLDER_NOT_RUNNABLE", "This step only keeps a place. Put a step that does its work here."),
});
