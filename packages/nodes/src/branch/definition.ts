import { boolean, choice, defineNode, object } from "@orrery/node-kit";
import { z } from "zod";
import { templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";

export const branchDefinition = defineNode({
  type: "branch",
  typeVersion: 1,
  title: "Branch",
  description: "Goes one way if something is true, the other way if not.",
  category: "flow",
  icon: "git-branch",
  keywords: ["if", "else", "condition", "decide", "yes", "no"],
  config: z.strictObject({ when: z.union([templateText, z.boolean()]) }),
  fields: [
    {
      path: "when",
      label: "When",
      help: "An expression that is true or false.",
      placeholder: '{{ start.text != "" }}',
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: boolean,
      required: true,
    },
  ],
  initial: { when: "" },
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [
    { id: "true", label: "If true" },
    { id: "false", label: "If false" },
  ],
  output: () => object({ taken: choice("true", "false") }),
  summary: ({ when }) => [{ text: firstLine(when), mono: true }],
});
