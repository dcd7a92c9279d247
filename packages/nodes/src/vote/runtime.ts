import { defineRuntime, type Json, type StepContext, type StepOutcome, type Usage } from "@orrery/node-kit";
import { askForObject } from "../ask-for-object.ts";
import { permanent } from "../failure.ts";
import { sumUsage } from "../model-usage.ts";
import { textOfValue } from "../text-of-value.ts";

interface VoteConfig {
  readonly model?: string;
  readonly moreModels?: readonly string[];
  readonly prompt: Json;
  readonly choices: readonly string[];
  readonly votes?: number;
  /** Absent: `majority`. */
  readonly decide?: "majority" | "judge";
  readonly judge?: string;
  readonly atLeast?: number;
  readonly temperature?: number;
}

interface Vote {
  readonly choice: string;
  readonly because: string;
  readonly model: string;
  readonly usage: Usage;
}

/**
 * Takes the answer of most votes (of answers with as many, the one that stands first), or that of a judge who has read the
 * votes with their reasons. `PROMPT_EMPTY`, `VOTE_UNDECIDED` where
 * the winner has too small a share, or what the model client throws.
 */
export const voteRuntime = defineRuntime<VoteConfig>({
  type: "vote",
  async run(ctx, { config }) {
    const { choices, votes: each = 3, atLeast = 0.5, moreModels = [] } = config;
    const prompt = textOfValue(config.prompt);
    if (prompt.trim() === "")
      return permanent("PROMPT_EMPTY", "The question is empty, so there is nothing to vote on.");
    const voters = [config.model ?? "default", ...moreModels].flatMap((model) => Array<string>(each).fill(model));
    const votes = await Promise.all(voters.map((model) => castVote(ctx, { ...config, model, prompt })));
    if (config.decide === "judge") return decideByJudge(ctx, { ...config, prompt, votes });
    const counts = choices.map((choice) => ({ choice, count: votes.filter((vote) => vote.choice === choice).length }));
    const best = counts.reduce((one, other) => (other.count > one.count ? other : one));
    const agreement = best.count / votes.length;
    const told = votes.map(tell);
    if (agreement < atLeast) {
      const share = `${best.count} of ${votes.length} votes`;
      return permanent("VOTE_UNDECIDED", `“${best.choice}” has the most votes, but only ${share}.`, {
        votes: told,
        agreement,
      });
    }
    const { usage, model } = sumOf(votes);
    return { kind: "done", output: { winner: best.choice, agreement, votes: told, usage: { ...usage } }, usage, model };
  },
});

function tell({ choice, because, model }: Vote) {
  return { choice, because, model };
}

function sumOf(votes: readonly Vote[]) {
  return {
    usage: sumUsage(votes.map((vote) => vote.usage)),
    model: [...new Set(votes.map((vote) => vote.model))].join(", "),
  };
}

async function decideByJudge(
  ctx: StepContext,
  {
    prompt,
    choices,
    votes,
    judge = "default",
  }: Omit<VoteConfig, "votes"> & { readonly prompt: string; readonly votes: readonly Vote[] },
): Promise<StepOutcome> {
  // Without names: a judge is not to know whose vote is whose, nor its own.
  const told = votes.map(({ choice, because }, at) => `Vote ${at + 1}: ${choice}. ${because}`).join("\n");
  const decided = await castVote(ctx, {
    ...{ model: judge, choices, temperature: 0 },
    prompt: `${prompt}\n\nThe votes so far, each with its reason, which may be wrong:\n${told}`,
  });
  const { usage, model } = sumOf([...votes, decided]);
  const agreement = votes.filter(({ choice }) => choice === decided.choice).length / votes.length;
  const { choice: winner, because } = decided;
  return {
    kind: "done",
    output: { winner, agreement, votes: votes.map(tell), because, usage: { ...usage } },
    usage,
    model,
  };
}

async function castVote(
  ctx: StepContext,
  { model, prompt, choices, temperature = 0.7 }: VoteConfig & { readonly model: string; readonly prompt: string },
): Promise<Vote> {
  const answer = await askForObject(ctx, {
    model,
    system: `Decide for one of these answers: ${choices.join(", ")}. Say in one sentence why.`,
    prompt,
    temperature,
    schema: {
      type: "object",
      properties: { choice: { enum: [...choices] }, because: { type: "string" } },
      required: ["choice", "because"],
      additionalProperties: false,
    },
  });
  const { object, usage } = answer;
  return { choice: textOfValue(object.choice), because: textOfValue(object.because), model: answer.model, usage };
}
