import type { MemoryHit, MemoryPlace, ModelRequest, RecallQuery, StepMemory } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { recallRuntime } from "./runtime.ts";

type Config = Parameters<typeof recallRuntime.run>[1]["config"];

const write = { do: "note-read", ids: ["a", "b"] } as const;
const labels = { i: "B", c: [] } as const;

const hit = (id: string, more: Partial<MemoryHit> = {}): MemoryHit => ({
  id,
  text: `The text of ${id}`,
  metadata: {},
  key: null,
  labels,
  score: 0.5,
  found: { words: { rank: 1, matched: ["text"] } },
  updatedAt: 1_700_000_000_000,
  from: null,
  document: null,
  ...more,
});

async function run(config: Config, hits: readonly MemoryHit[], order: readonly number[] = []) {
  const asked: [MemoryPlace, RecallQuery][] = [];
  const prompts: ModelRequest[] = [];
  const memory: StepMemory = {
    ...createTestStep().ctx.memory,
    recall: async (place, query) => {
      asked.push([place, query]);
      return { hits, embedder: "offline", write, labels };
    },
  };
  const generate = async (request: ModelRequest) => {
    prompts.push(request);
    return { text: "", object: { order }, usage: { inputTokens: 1, outputTokens: 2, usd: 0 }, model: "m" };
  };
  const outcome = await recallRuntime.run(createTestStep({ memory, generate }).ctx, createTestInput(config));
  return { outcome, asked, prompts };
}

test("what is found comes with its source and why, and as one text", async () => {
  const hits = [
    hit("a", { document: { id: "d", name: "Guide.md", url: "https://example.org/guide", place: 3 } }),
    hit("b", { from: { runId: "r", stepKey: "note" }, key: "k", metadata: { n: 1 } }),
  ];
  const { outcome, asked } = await run(
    { memory: "notes", query: "text?", metadata: { n: 1 }, read: "run", limit: 2 },
    hits,
  );
  const common = {
    score: 0.5,
    found: { words: { rank: 1, matched: ["text"] } },
    at: "2023-11-14T22:13:20.000Z",
    label: "B",
  };
  expect(asked).toEqual([
    [
      { scope: "workspace", name: "notes" },
      { query: "text?", limit: 2, read: "run", metadata: { n: 1 } },
    ],
  ]);
  expect(outcome).toEqual({
    kind: "done",
    writes: [write],
    labels,
    output: {
      hits: [
        {
          ...common,
          id: "a",
          text: "The text of a",
          metadata: {},
          key: null,
          run: null,
          document: "Guide.md",
          url: "https://example.org/guide",
        },
        {
          ...common,
          id: "b",
          text: "The text of b",
          metadata: { n: 1 },
          key: "k",
          run: "r",
          document: null,
          url: null,
        },
      ],
      text: "[Guide.md]\nThe text of a\n\nThe text of b",
      count: 2,
      embedder: "offline",
    },
  });
});

test("a model may put more hits in order than are wanted; what it makes up is passed over", async () => {
  const hits = ["a", "b", "c", "d"].map((id) => hit(id));
  const { outcome, asked, prompts } = await run(
    { memory: "notes", query: "text?", limit: 3, rerank: "m" },
    hits,
    [4, 9, 2, 4],
  );
  expect(asked[0]?.[1].limit).toBe(9);
  expect(prompts).toHaveLength(1);
  expect(prompts[0]?.prompt).toContain("Passage 4:\nThe text of d");
  expect(outcome).toMatchObject({
    output: { hits: [{ id: "d" }, { id: "b" }, { id: "a" }], count: 3 },
    usage: { inputTokens: 1, outputTokens: 2, usd: 0 },
    model: "m",
  });
});

test("one hit needs no order", async () => {
  expect((await run({ memory: "notes", query: "text?", rerank: "m" }, [hit("a")])).prompts).toEqual([]);
});

test.each<[string, Config]>([
  ["QUERY_EMPTY", { memory: "notes", query: " \n" }],
  ["TEXT_EXPECTED", { memory: "notes", query: 7 }],
  ["TEXT_TOO_LONG", { memory: "notes", query: "a".repeat(20_001) }],
  ["METADATA_EXPECTED", { memory: "notes", query: "a", metadata: [] }],
])("%s", async (code, config) => {
  await expect(run(config, [])).rejects.toMatchObject({ error: { code } });
});
