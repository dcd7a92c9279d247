import { defineRuntime } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";

/** Gives the message, what was said before it, and the conversation: one without begins its own, named by the run. */
export const chatRuntime = defineRuntime({
  type: "chat",
  run({ runInput, runId }) {
    const { text, conversation, messages } = isObject(runInput) ? runInput : {};
    return {
      kind: "done",
      output: {
        text: typeof text === "string" ? text : "",
        conversation: typeof conversation === "string" && conversation !== "" ? conversation : runId,
        messages: Array.isArray(messages) ? messages : [],
      },
    };
  },
});
