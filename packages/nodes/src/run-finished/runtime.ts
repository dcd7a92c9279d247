import { defineRuntime } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";

/** Gives the run that has ended: its id, how it ended, its output (null where it gave none). */
export const runFinishedRuntime = defineRuntime({
  type: "run-finished",
  run({ runInput }) {
    const { runId = "", status = "", output = null } = isObject(runInput) ? runInput : {};
    return { kind: "done", output: { runId, status, output } };
  },
});
