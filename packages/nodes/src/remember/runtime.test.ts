import type { Json, MemoryItem, MemoryPlace, StepMemory } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { rememberRuntime } from "./runtime.ts";

type Config = Parameters<typeof rememberRuntime.run>[1]["config"];

const write = { do: "note-read", ids: [] } as const;

async function run(config: Config) {
  const asked: [MemoryPlace, readonly MemoryItem[]][] = [];
  const memory: StepMemory = {
    ...createTestStep().ctx.memory,
    remember: async (place, items) => {
      asked.push([place, items]);
      return { ids: items.map((_, i) => `id-${i}`), write };
    },
  };
  const outcome = await rememberRuntime.run(createTestStep({ memory }).ctx, createTestInput(config));
  return { outcome, asked };
}

test("a text is kept under its key, with metadata, for a while", async () => {
  const config = {
    scope: "person",
    memory: "likes",
    person: "ada@example.org",
    text: "Likes tea",
    metadata: { topic: "drinks" },
    key: "drink",
    ttlMs: 5_000,
  } as const;
  expect(await run(config)).toEqual({
    asked: [
      [
        { scope: "person", name: "likes", person: "ada@example.org" },
        [{ text: "Likes tea", metadata: { topic: "drinks" }, key: "drink", ttlMs: 5_000 }],
      ],
    ],
    outcome: { kind: "done", output: { ids: ["id-0"], count: 1 }, writes: [write] },
  });
});

test("of a list each text is kept, of objects with their other members as metadata", async () => {
  const text: Json = ["one", { text: "two", index: 1, topic: "theirs" }];
  const { outcome, asked } = await run({ memory: "notes", text, metadata: { topic: "ours" } });
  expect(asked).toEqual([
    [
      { scope: "workspace", name: "notes" },
      [
        { text: "one", metadata: { topic: "ours" } },
        { text: "two", metadata: { index: 1, topic: "ours" } },
      ],
    ],
  ]);
  expect(outcome).toMatchObject({ output: { ids: ["id-0", "id-1"], count: 2 } });
});

test.each<[string, Config]>([
  ["METADATA_EXPECTED", { memory: "notes", text: "a", metadata: "b" }],
  ["KEY_OF_LIST", { memory: "notes", text: ["a"], key: "k" }],
  ["TEXT_EXPECTED", { memory: "notes", text: { words: "a" } }],
  ["TEXT_EXPECTED", { memory: "notes", text: [1] }],
])("%s", async (code, config) => {
  await expect(run(config)).rejects.toMatchObject({ error: { code } });
});

test("without a grant it fails", async () => {
  const ended = rememberRuntime.run(createTestStep().ctx, createTestInput({ memory: "notes", text: "a" }));
  await expect(ended).rejects.toMatchObject({ error: { code: "NOT_GRANTED" } });
});
