import { defineRuntime, type Json } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";

/** Takes the handle `true` or `false`; `CONDITION_NOT_BOOLEAN` for any other value. */
export const branchRuntime = defineRuntime<{ readonly when: Json }>({
  type: "branch",
  run(_ctx, { config }) {
    if (typeof config.when !== "boolean") {
      return permanent("CONDITION_NOT_BOOLEAN", `The condition gave ${nameOfType(config.when)}, not true or false.`);
    }
    const taken = config.when ? "true" : "false";
    return { kind: "done", output: { taken }, handle: taken };
  },
});
