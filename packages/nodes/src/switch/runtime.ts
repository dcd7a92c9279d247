import { defineRuntime } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";

/**
 * Takes the handle of the first case that is true, else `otherwise`. Cases after it are not evaluated, so they may
 * rest on what an earlier one has ruled out. `CONDITION_NOT_BOOLEAN` for a case that gives anything but true or false.
 */
export const switchRuntime = defineRuntime<{ readonly cases: readonly { readonly id: string }[] }>({
  type: "switch",
  run(_ctx, { config, evaluate }) {
    for (const [index, { id }] of config.cases.entries()) {
      const when = evaluate(`cases.${index}.when`);
      if (typeof when !== "boolean") {
        return permanent("CONDITION_NOT_BOOLEAN", `The case ${id} gave ${nameOfType(when)}, not true or false.`);
      }
      if (when) return { kind: "done", output: { taken: id }, handle: id };
    }
    return { kind: "done", output: { taken: "otherwise" }, handle: "otherwise" };
  },
});
