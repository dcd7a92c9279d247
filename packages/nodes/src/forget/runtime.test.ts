import type { MemoryChoice, StepMemory } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { forgetRuntime } from "./runtime.ts";

type Config = Parameters<typeof forgetRuntime.run>[1]["config"];

const write = { do: "note-read", ids: [] } as const;

async function run(config: Config) {
  const asked: MemoryChoice[] = [];
  const memory: StepMemory = {
    ...createTestStep().ctx.memory,
    forget: async (_place, choice) => {
      asked.push(choice);
      return { count: 3, write };
    },
  };
  const outcome = await forgetRuntime.run(createTestStep({ memory }).ctx, createTestInput(config));
  return { outcome, asked };
}

test.each<[string, Config, MemoryChoice]>([
  ["a key", { memory: "notes", key: "colour" }, { key: "colour" }],
  ["ids", { memory: "notes", what: "ids", ids: ["a", "b"] }, { ids: ["a", "b"] }],
  ["metadata", { memory: "notes", what: "metadata", metadata: { n: 1 } }, { metadata: { n: 1 } }],
  ["everything", { memory: "notes", what: "everything" }, {}],
])("by %s", async (_what, config, choice) => {
  expect(await run(config)).toEqual({
    asked: [choice],
    outcome: { kind: "done", output: { count: 3 }, writes: [write] },
  });
});

test.each<[string, Config]>([
  ["an empty key", { memory: "notes", what: "key", key: "" }],
  ["no list of ids", { memory: "notes", what: "ids", ids: "a" }],
  ["ids that are no texts", { memory: "notes", what: "ids", ids: [1] }],
  ["no metadata", { memory: "notes", what: "metadata", metadata: {} }],
])("%s never means everything", async (_what, config) => {
  await expect(run(config)).rejects.toMatchObject({ error: { code: "CHOICE_EMPTY" } });
});
