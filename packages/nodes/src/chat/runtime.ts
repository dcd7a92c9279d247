import { defineRuntime } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";

/** Gives the message and the conversation it belongs to; one without a conversation begins its own, named by the run. */
export const chatRuntime = defineRuntime({
  type: "chat",
  run({ runInput, runId }) {
    const { text, conversation } = isObject(runInput) ? runInput : {};
    return {
      kind: "done",
      output: {
        text: typeof text === "string" ? text : "",
        conversation: typeof conversation === "string" && conversation !== "" ? conversation : runId,
      },
    };
  },
});
