import { anything, defineNode, object, openObject } from "@orrery/node-kit";
import { z } from "zod";

export const webhookDefinition = defineNode({
  type: "webhook",
  typeVersion: 1,
  title: "Webhook",
  description: "Starts a run when its address is called over HTTP. Publish the workflow to get the address.",
  category: "start-end",
  icon: "webhook",
  keywords: ["trigger", "http", "post", "hook", "start", "call"],
  config: z.strictObject({
    method: z.enum(["POST", "GET", "PUT", "PATCH", "DELETE"]).default("POST"),
    answer: z.enum(["now", "output"]).default("now"),
    signed: z.boolean().default(false),
  }),
  fields: [
    {
      path: "method",
      label: "Method",
      control: "choice",
      choices: ["POST", "GET", "PUT", "PATCH", "DELETE"].map((value) => ({ value, label: value })),
    },
    {
      path: "answer",
      label: "Answer",
      help: "At once with the run's id, or with the run's output when it has ended within a minute.",
      control: "choice",
      choices: [
        { value: "now", label: "At once" },
        { value: "output", label: "With the output" },
      ],
    },
    {
      path: "signed",
      label: "Only signed calls",
      help: "Callers sign as Standard Webhooks says. The key is shown where the address is.",
      control: "switch",
    },
  ],
  initial: { method: "POST", answer: "now", signed: false },
  traits: { role: "entry", rootOnly: true, source: "untrusted", sink: "none" },
  inputSchema: () => ({
    type: "object",
    properties: { body: {}, headers: { type: "object" }, query: { type: "object" } },
    required: ["body"],
  }),
  trigger: ({ method, answer, signed }) => ({ kind: "webhook", method, answer, signed }),
  effect: () => "pure",
  inputs: () => [],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ body: anything, headers: openObject, query: openObject }),
  summary: ({ method, answer, signed }) => [
    { text: `${method} /hooks/…`, mono: true },
    { text: `${answer === "now" ? "answers at once" : "answers with the output"}${signed ? ", signed" : ""}` },
  ],
});
