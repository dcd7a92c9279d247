import { anything, choice, defineNode, list, number, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { mostAsks } from "../ask-for-object.ts";
import { templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { usageType } from "../model-usage.ts";

const deciders = [
  { value: "majority", label: "The answer of most" },
  { value: "judge", label: "A judge, who reads all votes" },
] as const;

/** How often models are asked at most. */
const asksOf = (votes: number, models: number, decide: string | undefined) =>
  (votes * models + (decide === "judge" ? 1 : 0)) * mostAsks;

export const voteDefinition = defineNode({
  type: "vote",
  typeVersion: 1,
  title: "Vote",
  description: "Asks a question several times, or several models, and takes the answer of most, or a judge's.",
  category: "ai",
  icon: "vote",
  keywords: ["majority", "consensus", "ensemble", "samples", "agree", "decide", "self-consistency"],
  config: z.strictObject({
    model: z.string().min(1).max(200).default("default"),
    moreModels: z.array(z.string().min(1).max(200)).max(8).exactOptional(),
    prompt: templateText,
    choices: z.array(z.string().min(1).max(200)).max(32),
    votes: z.int().min(1).max(9).default(3),
    decide: z.enum(["majority", "judge"]).exactOptional(),
    judge: z.string().min(1).max(200).exactOptional(),
    atLeast: z.number().min(0).max(1).default(0.5),
    temperature: z.number().min(0).max(2).default(0.7),
  }),
  fields: [
    { path: "model", label: "Model", control: "model" },
    {
      path: "prompt",
      label: "Question",
      placeholder: "Is this message spam?\n\n{{ start.text }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      required: true,
    },
    {
      path: "choices",
      label: "Answers",
      help: 'A list of two or more, such as ["yes", "no"].',
      control: "json",
      required: true,
    },
    { path: "votes", label: "Votes of each model", help: "An odd number avoids ties; at most 9.", control: "number" },
    { path: "decide", label: "What wins", control: "choice", choices: [...deciders] },
    {
      path: "judge",
      label: "Judge",
      help: "The model that reads the votes and their reasons, where a judge decides.",
      control: "model",
      advanced: true,
    },
    {
      path: "atLeast",
      label: "Least agreement",
      help: "The share of the votes that the winner needs, from 0 to 1. Less fails the step. A judge needs none.",
      control: "number",
    },
    {
      path: "moreModels",
      label: "More models",
      help: "A list of names. Each gives as many votes as the first.",
      control: "json",
      advanced: true,
    },
    {
      path: "temperature",
      label: "Temperature",
      help: "At 0 a model says the same each time.",
      control: "number",
      advanced: true,
    },
  ],
  initial: { model: "default", prompt: "", choices: ["yes", "no"], votes: 3, atLeast: 0.5, temperature: 0.7 },
  traits: { role: "step", source: "bounded", sink: "none" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) => {
    const answer = config.choices.length === 0 ? anything : choice(...config.choices);
    return object({
      winner: answer,
      agreement: number,
      votes: list(object({ choice: answer, because: text, model: text })),
      ...(config.decide === "judge" && { because: text }),
      usage: usageType,
    });
  },
  capabilities: ({ model, moreModels = [], decide, judge = "default" }) => ({
    models: [...new Set([model, ...moreModels, ...(decide === "judge" ? [judge] : [])])].toSorted(),
  }),
  cost: ({ votes, moreModels = [], decide }) => ({
    modelCalls: asksOf(votes, 1 + moreModels.length, decide),
    tokens: null,
  }),
  summary: ({ prompt, votes, moreModels = [], choices, decide }) => [
    { text: firstLine(prompt) },
    {
      text: firstLine(
        `${votes * (1 + moreModels.length)} votes${decide === "judge" ? " and a judge" : ""}: ${choices.join(", ")}`,
      ),
    },
  ],
  check: ({ choices }) =>
    new Set(choices).size === choices.length && choices.length >= 2
      ? []
      : [{ path: "choices", code: "ORR_VOTE_CHOICES", message: "Give two answers or more, each another one." }],
});
