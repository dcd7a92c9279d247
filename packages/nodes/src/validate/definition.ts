import { defineNode, typeFromJsonSchema } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, jsonSchema } from "../config-shapes.ts";
import { schemaProblems } from "../schema-problems.ts";
import { valueSummary } from "../value-summary.ts";

export const validateDefinition = defineNode({
  type: "validate",
  typeVersion: 1,
  title: "Validate",
  description: "Checks a value against a JSON Schema, and stops or takes another way where it does not fit.",
  category: "data",
  icon: "shield-check",
  keywords: ["schema", "check", "shape", "type", "assert", "json"],
  config: z.strictObject({ value: anyJson, schema: jsonSchema }),
  fields: [
    {
      path: "value",
      label: "Value",
      placeholder: "{{ fetch.body }}",
      control: "json",
      expression: true,
      expressionKind: "json",
      required: true,
    },
    {
      path: "schema",
      label: "Shape",
      help: "A JSON Schema. Later steps know the members that it names.",
      control: "json-schema",
      required: true,
    },
  ],
  initial: { value: "", schema: { type: "object", properties: {} } },
  traits: { role: "step", source: "bounded", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config, typeOf }) => {
    const type = typeFromJsonSchema(config.schema);
    return type.kind === "any" ? typeOf("value") : type;
  },
  summary: ({ value }) => valueSummary(value),
  check: ({ schema }) => schemaProblems("schema", schema),
});
