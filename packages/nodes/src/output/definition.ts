import { defineNode } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson } from "../config-shapes.ts";
import { valueSummary } from "../value-summary.ts";

export const outputDefinition = defineNode({
  type: "output",
  typeVersion: 1,
  title: "Output",
  description: "Gives the run's result.",
  category: "start-end",
  icon: "log-out",
  keywords: ["end", "result", "return", "finish"],
  config: z.strictObject({ value: anyJson }),
  fields: [
    {
      path: "value",
      label: "Result",
      help: "An expression, text, or any JSON with expressions in it.",
      placeholder: "{{ transform_1 }}",
      control: "json",
      expression: true,
      expressionKind: "json",
      required: true,
    },
  ],
  initial: { value: "" },
  traits: { role: "output", rootOnly: true, source: "trusted", sink: "display" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ typeOf }) => typeOf("value"),
  summary: ({ value }) => valueSummary(value),
});
