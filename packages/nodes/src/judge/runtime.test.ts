import type { ModelRequest } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { judgeRuntime } from "./runtime.ts";

const usage = { inputTokens: 9, outputTokens: 3, usd: 0 };
const criteria = { clear: "Easy to understand", true_to_source: "Says nothing that is not in the source" };

test.each([
  [4, false],
  [3.5, true],
])("the mean of the scores decides: it passes from %d: %s", async (passAt, passed) => {
  const asked: ModelRequest[] = [];
  const { ctx } = createTestStep({
    generate: async (request) => {
      asked.push(request);
      return {
        text: "",
        object: { scores: { clear: 5, true_to_source: 2 }, because: "It invents." },
        usage,
        model: "m",
      };
    },
  });
  const config = { text: "A summary", context: "The source", criteria, passAt };
  expect(await judgeRuntime.run(ctx, createTestInput(config))).toEqual({
    kind: "done",
    output: { score: 3.5, passed, scores: { clear: 5, true_to_source: 2 }, because: "It invents.", usage, model: "m" },
    usage,
    model: "m",
  });
  expect(asked).toMatchObject([
    {
      prompt: "Judge this text:\n\nA summary",
      system: expect.stringContaining("\nclear: Easy to understand\n"),
      outputSchema: { properties: { scores: { required: ["clear", "true_to_source"] } } },
    },
  ]);
});

test("an empty text asks nobody", async () => {
  expect(await judgeRuntime.run(createTestStep().ctx, createTestInput({ text: "", criteria }))).toMatchObject({
    kind: "failed",
    error: { code: "TEXT_EMPTY" },
  });
});
