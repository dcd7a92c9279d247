import { defineRuntime } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";

/** Gives what the call brought: `{ body, headers, query }`. A run that a person starts may leave out the last two. */
export const webhookRuntime = defineRuntime({
  type: "webhook",
  run({ runInput }) {
    const call = isObject(runInput) ? runInput : {};
    const { body = null, headers = {}, query = {} } = call;
    return { kind: "done", output: { body, headers, query } };
  },
});
