import { boolean, defineNode, number, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { mostAsks } from "../ask-for-object.ts";
import { templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { usageType } from "../model-usage.ts";

/** Names that expressions can read as members. */
const criterionName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);

export const judgeDefinition = defineNode({
  type: "judge",
  typeVersion: 1,
  title: "Judge",
  description: "Has a model score a text by your criteria, and says whether it passes.",
  category: "ai",
  icon: "gavel",
  keywords: ["score", "rate", "evaluate", "rubric", "quality", "grade", "review"],
  config: z.strictObject({
    model: z.string().min(1).max(200).default("default"),
    text: templateText,
    context: templateText.exactOptional(),
    criteria: z.record(criterionName, z.string().max(2_000)),
    passAt: z.number().min(1).max(5).default(4),
  }),
  fields: [
    { path: "model", label: "Model", control: "model" },
    {
      path: "text",
      label: "Text",
      placeholder: "{{ prompt_1.text }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      required: true,
    },
    {
      path: "context",
      label: "What it is held against",
      help: "The question that it answers, the source that it sums up.",
      control: "long-text",
      expression: true,
      expressionKind: "template",
    },
    {
      path: "criteria",
      label: "Criteria",
      help: "A name for each, and what a good text does. Each is scored from 1 (bad) to 5 (good).",
      control: "key-values",
      required: true,
    },
    { path: "passAt", label: "Passes from", help: "The mean of the scores, from 1 to 5.", control: "number" },
  ],
  initial: { model: "default", text: "", criteria: { clear: "It is easy to understand" }, passAt: 4 },
  traits: { role: "step", source: "bounded", sink: "none" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) =>
    object({
      score: number,
      passed: boolean,
      scores: object(Object.fromEntries(Object.keys(config.criteria).map((name) => [name, number]))),
      because: text,
      usage: usageType,
      model: text,
    }),
  capabilities: ({ model }) => ({ models: [model] }),
  cost: () => ({ modelCalls: mostAsks, tokens: null }),
  summary: ({ text: words, criteria }) => [
    { text: firstLine(words), mono: true },
    { text: firstLine(Object.keys(criteria).join(", ")) },
  ],
  check: ({ criteria }) =>
    Object.keys(criteria).length === 0
      ? [{ path: "criteria", code: "ORR_JUDGE_CRITERIA", message: "Name at least one criterion." }]
      : [],
});
