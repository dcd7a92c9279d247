import { defineNode, typeFromJsonSchema } from "@orrery/node-kit";
import { z } from "zod";
import { jsonSchema } from "../config-shapes.ts";
import { inputFields } from "./input-fields.ts";
import { inputSchemaProblems } from "./input-schema-problems.ts";

export const inputDefinition = defineNode({
  type: "input",
  typeVersion: 1,
  title: "Input",
  description: "Starts the run with what a person or a caller fills in.",
  category: "start-end",
  icon: "log-in",
  keywords: ["start", "form", "begin", "parameters"],
  config: z.strictObject({ schema: jsonSchema }),
  fields: [
    {
      path: "schema",
      describes: "",
      label: "What the run takes",
      help: "Each property becomes a field of the form that starts a run.",
      control: "json-schema",
      required: true,
    },
  ],
  initial: { schema: { type: "object", properties: { text: { type: "string", title: "Text" } }, required: ["text"] } },
  traits: { role: "entry", rootOnly: true, single: true, source: "untrusted", sink: "none" },
  inputSchema: ({ schema }) => schema,
  effect: () => "pure",
  inputs: () => [],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) => typeFromJsonSchema(config.schema),
  summary: ({ schema }) => [{ text: inputFields(schema).join(", ") || "Takes nothing" }],
  check: ({ schema }) => inputSchemaProblems(schema),
});
