import { boolean, defineNode, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, durationMs, jsonSchema, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { schemaProblems } from "../schema-problems.ts";
import { valuesType } from "./values-type.ts";

export const approvalDefinition = defineNode({
  type: "approval",
  typeVersion: 1,
  title: "Approval",
  description: "Waits until a person allows it or refuses it.",
  category: "human",
  icon: "user-check",
  keywords: ["human", "person", "review", "confirm", "allow", "refuse", "sign", "wait"],
  config: z.strictObject({
    title: templateText,
    show: anyJson.exactOptional(),
    fields: jsonSchema.exactOptional(),
    expiresMs: durationMs.min(1).exactOptional(),
  }),
  fields: [
    {
      path: "title",
      label: "Question",
      placeholder: "May this be sent?",
      control: "text",
      expression: true,
      expressionKind: "template",
      required: true,
    },
    {
      path: "show",
      label: "Show",
      help: "What the person is asked about. It is shown as it is.",
      placeholder: "{{ prompt_1.text }}",
      control: "json",
      expression: true,
      expressionKind: "json",
    },
    {
      path: "fields",
      label: "Ask for",
      help: "A JSON Schema of what the person fills in.",
      control: "json-schema",
      advanced: true,
    },
    { path: "expiresMs", label: "Give up after", control: "duration", advanced: true },
  ],
  initial: { title: "Is this all right?" },
  traits: { role: "step", waits: "person", source: "bounded", sink: "display" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [
    { id: "approved", label: "If approved" },
    { id: "refused", label: "If refused" },
  ],
  output: ({ config }) =>
    object({ approved: boolean, values: valuesType(config.fields), note: text, by: text, at: text }),
  summary: ({ title }) => [{ text: firstLine(title) }],
  check: ({ fields }) => [
    ...schemaProblems("fields", fields),
    ...(fields === undefined || fields.type === "object"
      ? []
      : [
          { path: "fields.type", code: "ORR_SCHEMA", message: 'The fields form an object: the type must be "object".' },
        ]),
  ],
});
