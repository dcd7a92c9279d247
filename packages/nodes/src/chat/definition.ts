import { choice, defineNode, list, object, text } from "@orrery/node-kit";
import { z } from "zod";

const roles = ["system", "user", "assistant"] as const;

export const chatDefinition = defineNode({
  type: "chat",
  typeVersion: 1,
  title: "Chat",
  description: "Starts a run with each message of a conversation. The run's output is the answer.",
  category: "start-end",
  icon: "message-square",
  keywords: ["trigger", "message", "conversation", "talk", "start"],
  config: z.strictObject({}),
  fields: [],
  initial: {},
  traits: { role: "entry", rootOnly: true, single: true, source: "untrusted", sink: "none" },
  inputSchema: () => ({
    type: "object",
    properties: {
      text: { type: "string", title: "Message" },
      conversation: { type: "string", title: "Conversation" },
      messages: {
        type: "array",
        title: "Earlier messages",
        items: {
          type: "object",
          properties: { role: { enum: [...roles] }, text: { type: "string" } },
          required: ["role", "text"],
        },
      },
    },
    required: ["text"],
  }),
  trigger: () => ({ kind: "chat" }),
  effect: () => "pure",
  inputs: () => [],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ text, conversation: text, messages: list(object({ role: choice(...roles), text })) }),
  summary: () => [{ text: "each message starts a run" }],
});
