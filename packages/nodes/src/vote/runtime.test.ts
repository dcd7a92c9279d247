import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { voteDefinition } from "./definition.ts";
import { voteRuntime } from "./runtime.ts";

const one = { inputTokens: 2, outputTokens: 1, usd: 0.5 };

function voters(answers: Readonly<Record<string, readonly string[]>>) {
  const left = new Map(Object.entries(answers).map(([model, list]) => [model, [...list]]));
  return createTestStep({
    generate: async ({ model }) => ({
      text: "",
      object: { choice: left.get(model)?.shift() ?? "none", because: "so" },
      usage: one,
      model,
    }),
  }).ctx;
}

test("the answer of most wins, over all models", async () => {
  const ctx = voters({ a: ["yes", "no"], b: ["no", "no"] });
  const config = { model: "a", moreModels: ["b"], prompt: "Spam?", choices: ["yes", "no"], votes: 2 };
  expect(await voteRuntime.run(ctx, createTestInput(config))).toEqual({
    kind: "done",
    output: {
      winner: "no",
      agreement: 0.75,
      votes: [
        { choice: "yes", because: "so", model: "a" },
        { choice: "no", because: "so", model: "a" },
        { choice: "no", because: "so", model: "b" },
        { choice: "no", because: "so", model: "b" },
      ],
      usage: { inputTokens: 8, outputTokens: 4, usd: 2 },
    },
    usage: { inputTokens: 8, outputTokens: 4, usd: 2 },
    model: "a, b",
  });
});

test("of two with as many votes the first answer wins, unless more agreement is asked for", async () => {
  const config = { model: "a", prompt: "Spam?", choices: ["yes", "no"], votes: 2 };
  const ctx = () => voters({ a: ["no", "yes"] });
  expect(await voteRuntime.run(ctx(), createTestInput(config))).toMatchObject({
    output: { winner: "yes", agreement: 0.5 },
  });
  expect(await voteRuntime.run(ctx(), createTestInput({ ...config, atLeast: 0.6 }))).toMatchObject({
    kind: "failed",
    error: { code: "VOTE_UNDECIDED", message: "“yes” has the most votes, but only 1 of 2 votes." },
  });
});

test("an empty question asks nobody", async () => {
  const config = { prompt: " ", choices: ["a", "b"] };
  expect(await voteRuntime.run(createTestStep().ctx, createTestInput(config))).toMatchObject({
    error: { code: "PROMPT_EMPTY" },
  });
});

test("a judge reads the votes with their reasons, without names, and decides", async () => {
  const prompts: string[] = [];
  const { ctx } = createTestStep({
    generate: async ({ model, prompt, temperature }) => {
      if (model === "wise") prompts.push(`${temperature} ${prompt}`);
      const object =
        model === "wise" ? { choice: "no", because: "it is ham" } : { choice: "yes", because: "it shouts" };
      return { text: "", object, usage: one, model };
    },
  });
  const config = { model: "a", prompt: "Spam?", choices: ["yes", "no"], votes: 2, decide: "judge", judge: "wise" };
  const usage = { inputTokens: 6, outputTokens: 3, usd: 1.5 };
  expect(await voteRuntime.run(ctx, createTestInput(config))).toEqual({
    kind: "done",
    output: {
      ...{ winner: "no", agreement: 0, because: "it is ham", usage },
      votes: Array(2).fill({ choice: "yes", because: "it shouts", model: "a" }),
    },
    usage,
    model: "a, wise",
  });
  expect(prompts).toEqual([
    "0 Spam?\n\nThe votes so far, each with its reason, which may be wrong:\nVote 1: yes. it shouts\nVote 2: yes. it shouts",
  ]);
});

test("the judge's model is asked for, and its calls are counted", () => {
  const config = voteDefinition.config.parse({
    prompt: "Spam?",
    choices: ["yes", "no"],
    decide: "judge",
    judge: "wise",
  });
  expect([voteDefinition.capabilities?.(config), voteDefinition.cost?.(config)]).toEqual([
    { models: ["default", "wise"] },
    { modelCalls: 8, tokens: null },
  ]);
});
