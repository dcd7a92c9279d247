import { type ModelRequest, StepFailure } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { promptRuntime } from "./runtime.ts";

const usage = { inputTokens: 3, outputTokens: 2, usd: 0.01 };

test("the model is asked, streams, and its answer and usage are the output", async () => {
  const asked: ModelRequest[] = [];
  const { ctx, streamed } = createTestStep({
    generate: async (request) => {
      asked.push(request);
      request.onText?.("Hel");
      request.onText?.("lo");
      return { text: "Hello", usage, model: "m-1" };
    },
  });
  const outcome = await promptRuntime.run(
    ctx,
    createTestInput({ model: "default", system: "Be kind.", prompt: ["a", 1], temperature: 0, maxTokens: 50 }),
  );
  expect({ outcome, streamed, asked }).toEqual({
    outcome: { kind: "done", output: { text: "Hello", usage, model: "m-1" }, usage, model: "m-1" },
    streamed: ["Hel", "lo"],
    asked: [
      {
        model: "default",
        system: "Be kind.",
        prompt: '["a",1]',
        temperature: 0,
        maxTokens: 50,
        signal: ctx.signal,
        onText: expect.any(Function),
      },
    ],
  });
});

test("with a schema the object is in the output", async () => {
  const outputSchema = { type: "object", properties: { label: { type: "string" } } };
  const { ctx } = createTestStep({
    generate: async (request) => ({
      text: "",
      object: request.outputSchema === outputSchema ? { label: "urgent" } : null,
      usage,
      model: "m-1",
    }),
  });
  expect(await promptRuntime.run(ctx, createTestInput({ prompt: "x", outputSchema }))).toMatchObject({
    output: { object: { label: "urgent" } },
  });
});

test("an empty prompt asks nothing", async () => {
  expect(await promptRuntime.run(createTestStep().ctx, createTestInput({ prompt: "  " }))).toMatchObject({
    kind: "failed",
    error: { code: "PROMPT_EMPTY" },
  });
});

test("without the grant of a model the step is refused", async () => {
  await expect(promptRuntime.run(createTestStep().ctx, createTestInput({ prompt: "x" }))).rejects.toThrow(StepFailure);
});
