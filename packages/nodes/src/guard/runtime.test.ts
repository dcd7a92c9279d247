import type { Json } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { guardRuntime } from "./runtime.ts";

type Config = { value: Json; [rule: string]: Json };
const run = async (config: Config) => guardRuntime.run(createTestStep().ctx, createTestInput(config));

test("what keeps every rule goes through", async () => {
  const value = { text: "Hello", n: [1, null] };
  const schema = { type: "object", properties: { text: { type: "string" } } };
  expect(await run({ value, maxLength: 50, minLength: 1, schema, forbidden: ["bye"], personal: ["email"] })).toEqual({
    kind: "done",
    output: { value, masked: 0, found: [] },
  });
});

test("each broken rule is told", async () => {
  const value = "Damn it, write to ada@example.org";
  expect(await run({ value, maxLength: 10, forbidden: ["DAMN"], personal: ["email"] })).toEqual({
    kind: "failed",
    error: {
      code: "GUARD_BLOCKED",
      class: "permanent",
      message: "It has 33 characters; at most 10 are allowed.",
      details: {
        count: 3,
        broken: [
          { rule: "maxLength", message: "It has 33 characters; at most 10 are allowed." },
          { rule: "forbidden", message: "It says “DAMN”." },
          { rule: "personal", message: "It holds personal data: email." },
        ],
      },
    },
  });
});

test("personal data is masked wherever it stands", async () => {
  const value = { mails: ["ada@example.org", { to: "bob@example.org and 10.0.0.1" }] };
  expect(await run({ value, personal: ["email", "ip"], onPersonal: "mask" })).toEqual({
    kind: "done",
    output: { value: { mails: ["[email]", { to: "[email] and [ip]" }] }, masked: 3, found: ["email", "ip"] },
  });
});

test.each([
  ["yes", { kind: "done", output: { value: "x", masked: 0, found: [] } }],
  ["no", { kind: "failed", error: { code: "GUARD_BLOCKED", message: "It is rude.", details: { count: 1 } } }],
])("a rule in words is the model's: %s", async (keeps, outcome) => {
  const { ctx } = createTestStep({
    generate: async () => ({
      text: "",
      object: { keeps, because: "It is rude." },
      usage: { inputTokens: 1, outputTokens: 1, usd: 0 },
      model: "m-1",
    }),
  });
  expect(await guardRuntime.run(ctx, createTestInput({ value: "x", topic: "It is polite." }))).toMatchObject(outcome);
});

test("where another rule is broken, no model is asked", async () => {
  expect(await run({ value: "too long", maxLength: 1, topic: "It is polite." })).toMatchObject({
    error: { code: "GUARD_BLOCKED" },
  });
});
