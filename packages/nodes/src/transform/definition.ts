import { defineNode } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson } from "../config-shapes.ts";
import { valueSummary } from "../value-summary.ts";

export const transformDefinition = defineNode({
  type: "transform",
  typeVersion: 1,
  title: "Transform",
  description: "Makes a value out of earlier ones, by expressions.",
  category: "data",
  icon: "braces",
  keywords: ["map", "set", "compute", "expression", "object", "json", "format"],
  config: z.strictObject({ value: anyJson }),
  fields: [
    {
      path: "value",
      label: "Value",
      help: "An expression, text, or any JSON with expressions in it.",
      placeholder: '{ "title": "{{ start.text }}" }',
      control: "json",
      expression: true,
      expressionKind: "json",
      required: true,
    },
  ],
  initial: { value: {} },
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ typeOf }) => typeOf("value"),
  summary: ({ value }) => valueSummary(value),
});
