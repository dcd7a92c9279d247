import { defineRuntime } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";

/** Gives the time that it fired for; of a run that a person starts, the run's start. */
export const scheduleRuntime = defineRuntime({
  type: "schedule",
  run({ runInput, startedAt }) {
    const at = isObject(runInput) ? runInput.at : undefined;
    return { kind: "done", output: { at: typeof at === "string" ? at : new Date(startedAt).toISOString() } };
  },
});
