import { type ModelRequest, StepFailure } from "@orrery/node-kit";
import { createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { askForObject } from "./ask-for-object.ts";

const usage = { inputTokens: 1, outputTokens: 1, usd: 0 };
const request = { model: "m", system: "Be exact.", prompt: "x", schema: { type: "object" } };
const failure = (code: string) => new StepFailure({ code, message: "a is missing.", class: "permanent" });

function stepThat(...answers: readonly (StepFailure | object)[]) {
  const asked: ModelRequest[] = [];
  const { ctx } = createTestStep({
    generate: async (one) => {
      const answer = answers[asked.length];
      asked.push(one);
      if (answer instanceof StepFailure) throw answer;
      return { text: "", object: JSON.parse(JSON.stringify(answer)), usage, model: "m-1" };
    },
  });
  return { ctx, asked };
}

test("a malformed answer is asked for once more, with what was wrong", async () => {
  const { ctx, asked } = stepThat(failure("MODEL_OUTPUT_INVALID"), { a: 1 });
  expect(await askForObject(ctx, request)).toEqual({ object: { a: 1 }, usage, model: "m-1" });
  expect(asked.map(({ system }) => system)).toEqual([
    "Be exact.",
    "Be exact.\n\nYour last answer could not be used. a is missing. Answer with JSON of the given shape only.",
  ]);
});

test("a second malformed answer is the step's failure", async () => {
  const { ctx, asked } = stepThat(failure("MODEL_OUTPUT_INVALID"), failure("MODEL_OUTPUT_INVALID"), { a: 1 });
  await expect(askForObject(ctx, request)).rejects.toThrow("a is missing.");
  expect(asked.length).toBe(2);
});

test("what another answer would not mend is not asked again", async () => {
  const { ctx, asked } = stepThat(failure("MODEL_REFUSED"), { a: 1 });
  await expect(askForObject(ctx, request)).rejects.toThrow(StepFailure);
  expect(asked.length).toBe(1);
});
