import { choice, defineNode, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { mostAsks } from "../ask-for-object.ts";
import { templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { usageType } from "../model-usage.ts";

/** The handles that a case may not be called after, since they mean something else. */
const taken = new Set(["otherwise", "error", "in"]);

const namedCase = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), when: z.string().max(2_000) });

export const classifyDefinition = defineNode({
  type: "classify",
  typeVersion: 1,
  title: "Classify",
  description: "Has a model choose which of your cases a text belongs to, and goes that way.",
  category: "ai",
  icon: "tags",
  keywords: ["route", "label", "category", "intent", "sort", "triage", "switch", "choose"],
  config: z.strictObject({
    model: z.string().min(1).max(200).default("default"),
    text: templateText,
    cases: z.array(namedCase).max(64),
  }),
  fields: [
    { path: "model", label: "Model", control: "model" },
    {
      path: "text",
      label: "Text",
      placeholder: "{{ start.text }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      required: true,
    },
    {
      path: "cases",
      label: "Cases",
      help: "A name, and in words what belongs to it. What fits none of them goes on at “otherwise”.",
      control: "cases",
      required: true,
    },
    { path: "cases.*.when", label: "What belongs to it", placeholder: "Asks for money back", control: "text" },
  ],
  initial: { model: "default", text: "", cases: [{ id: "first", when: "" }] },
  traits: { role: "step", source: "bounded", sink: "none" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: ({ cases }) => [...cases.map(({ id }) => ({ id, label: id })), { id: "otherwise", label: "Otherwise" }],
  output: ({ config }) =>
    object({
      taken: choice(...config.cases.map(({ id }) => id), "otherwise"),
      because: text,
      usage: usageType,
      model: text,
    }),
  capabilities: ({ model }) => ({ models: [model] }),
  cost: () => ({ modelCalls: mostAsks, tokens: null }),
  summary: ({ text: words, cases }) => [
    { text: firstLine(words), mono: true },
    { text: firstLine(cases.map(({ id }) => id).join(", ")) },
  ],
  check: ({ cases }) =>
    cases.flatMap(({ id }, index) => {
      const path = `cases.${index}.id`;
      if (taken.has(id))
        return [{ path, code: "ORR_CASE_ID", message: `A case cannot be called “${id}”. Choose another name.` }];
      return cases.findIndex((other) => other.id === id) === index
        ? []
        : [{ path, code: "ORR_CASE_ID", message: `Two cases are called “${id}”. Rename one.` }];
    }),
});
