import { defineNode, text } from "@orrery/node-kit";
import { z } from "zod";
import { templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";

export const templateDefinition = defineNode({
  type: "template",
  typeVersion: 1,
  title: "Template",
  description: "Writes a text, with the values of earlier steps filled in.",
  category: "data",
  icon: "file-text",
  keywords: ["text", "string", "format", "message", "letter", "markdown", "write"],
  config: z.strictObject({ text: templateText, tidy: z.boolean().default(false) }),
  fields: [
    {
      path: "text",
      label: "Text",
      help: "Expressions between {{ and }} are filled in. Lists and objects are written as JSON.",
      placeholder: "Dear {{ start.name }},",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      required: true,
    },
    {
      path: "tidy",
      label: "Tidy up blank lines",
      help: "Removes spaces at line ends, and keeps one blank line where several follow each other.",
      control: "switch",
    },
  ],
  initial: { text: "", tidy: false },
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => text,
  summary: ({ text: words }) => [{ text: firstLine(words) }],
});
