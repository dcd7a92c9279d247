import type { ModelRequest } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { classifyRuntime } from "./runtime.ts";

const usage = { inputTokens: 9, outputTokens: 3, usd: 0 };
const cases = [
  { id: "refund", when: "Wants money back" },
  { id: "bug", when: "" },
];

test("the model's case is the handle, and may only be one of them", async () => {
  const asked: ModelRequest[] = [];
  const { ctx } = createTestStep({
    generate: async (request) => {
      asked.push(request);
      return { text: "", object: { case: "refund", because: "money back" }, usage, model: "m-1" };
    },
  });
  expect(await classifyRuntime.run(ctx, createTestInput({ text: "I want my money back", cases }))).toEqual({
    kind: "done",
    handle: "refund",
    output: { taken: "refund", because: "money back", usage, model: "m-1" },
    usage,
    model: "m-1",
  });
  expect(asked).toMatchObject([
    {
      model: "default",
      system: expect.stringContaining("\nrefund: Wants money back\nbug: bug\notherwise: none of these."),
      outputSchema: { properties: { case: { enum: ["refund", "bug", "otherwise"] } } },
    },
  ]);
});

test.each([
  [{ text: "", cases }, "TEXT_EMPTY"],
  [{ text: "x", cases: [] }, "CASES_EMPTY"],
])("%j asks nobody", async (config, code) => {
  expect(await classifyRuntime.run(createTestStep().ctx, createTestInput(config))).toMatchObject({
    kind: "failed",
    error: { code },
  });
});
