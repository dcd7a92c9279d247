import { StepFailure } from "@orrery/node-kit";
import { createSecretMask, type Memory, type MemoryFacts } from "@orrery/ports";
import { expect, test } from "vitest";
import { createStepMemory } from "./step-memory.ts";

const facts: MemoryFacts = {
  kind: "memory",
  runs: "write",
  ttlMs: 1_000,
  maxRecords: 3,
  embedder: "offline",
  madeAt: 0,
};

/** A step's memory over a store that holds two records. */
function stepMemory(
  given: Partial<MemoryFacts> | null = {},
  grants: readonly string[] = ["person/notes", "person/notes:write"],
) {
  const embedded: string[] = [];
  const memory: Memory = {
    facts: async () => (given === null ? null : { ...facts, ...given }),
    workflowOf: async () => null,
    count: async (_id, { key }) => (key === undefined ? 2 : key === "kept" ? 1 : 0),
    embed: async ({ texts }) => {
      embedded.push(...texts);
      return {
        vectors: texts.map(() => Float32Array.of(1)),
        usage: { inputTokens: 0, outputTokens: 0, usd: 0 },
      };
    },
    recall: async () => ({ hits: [], embedder: "offline", rankings: [], compared: "exact" }),
    vectorSearch: async () => ({ kind: "exact", why: "absent" }),
  };
  const mask = createSecretMask();
  mask.learn("canary-5b1f0a7e");
  const made = createStepMemory({
    memory,
    grants,
    runId: "01900000-0000-7000-8000-000000000000",
    workspaceId: "default",
    stepKey: "note",
    runStartedAt: 1_700_000_000_000,
    now: () => 1_700_000_005_000,
    signal: new AbortController().signal,
    mask,
  });
  return { made, embedded };
}

const place = { scope: "person", name: "notes", person: "ada" } as const;

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (cause) {
    if (cause instanceof StepFailure) return cause.error.code;
    throw cause;
  }
  return "done";
}

test("every attempt makes the same records, without credentials, untrusted, for as long as the memory says", async () => {
  const attempt = async () => {
    const { made, embedded } = stepMemory();
    const { ids, write } = await made.remember(place, [
      { text: "the canary-5b1f0a7e sings", metadata: { a: "canary-5b1f0a7e" } },
    ]);
    return { ids, write, embedded };
  };
  const first = await attempt();
  expect(await attempt()).toEqual(first);
  expect(first.embedded).toEqual(["the [hidden] sings"]);
  expect(first.write).toMatchObject({
    do: "remember",
    embedder: "offline",
    namespace: { workspaceId: "default", scope: "person", name: "notes", subject: "ada" },
    records: [
      {
        id: first.ids[0],
        text: "the [hidden] sings",
        metadata: { a: "[hidden]" },
        labels: { i: "U", c: [] },
        expiresAt: 1_700_000_006_000,
      },
    ],
  });
});

test("texts of one step have ids of their own, and a key has the same id for everybody", async () => {
  const { made } = stepMemory({ maxRecords: 100 });
  const one = await made.remember(place, [{ text: "a" }, { text: "b" }]);
  const two = await made.remember(place, [{ text: "c" }]);
  expect(new Set([...one.ids, ...two.ids]).size).toBe(3);
  const keyed = await made.remember(place, [{ text: "a", key: "k" }]);
  expect((await stepMemory({ maxRecords: 100 }).made.remember(place, [{ text: "b", key: "k" }])).ids).toEqual(
    keyed.ids,
  );
});

test("what is not granted, not allowed or too much is refused before anything is embedded", async () => {
  const remember = (at: ReturnType<typeof stepMemory>, ...items: { text: string; key?: string }[]) =>
    codeOf(at.made.remember(place, items));
  const many = Array.from({ length: 1_001 }, () => ({ text: "a" }));
  expect({
    ungranted: await remember(stepMemory({}, []), { text: "a" }),
    onlyReading: await remember(stepMemory({}, ["person/notes"]), { text: "a" }),
    closed: await remember(stepMemory({ runs: "read" }), { text: "a" }),
    closedToReaders: await codeOf(
      stepMemory({ runs: "none" }).made.recall(place, { query: "a", limit: 1, read: "latest" }),
    ),
    knowledge: await remember(stepMemory({ kind: "knowledge" }), { text: "a" }),
    empty: await remember(stepMemory(), { text: " " }),
    zero: await remember(stepMemory(), { text: "a\0" }),
    long: await remember(stepMemory(), { text: "a".repeat(65_537) }),
    many: await remember(stepMemory(), ...many),
    lastPlace: await remember(stepMemory(), { text: "a" }),
    full: await remember(stepMemory(), { text: "a" }, { text: "b" }),
    replaces: await remember(stepMemory(), { text: "a" }, { text: "b", key: "kept" }),
    nobody: await codeOf(stepMemory().made.remember({ ...place, person: " " }, [{ text: "a" }])),
    noWorkflow: await codeOf(
      stepMemory({}, ["workflow/notes"]).made.recall(
        { scope: "workflow", name: "notes" },
        { query: "a", limit: 1, read: "latest" },
      ),
    ),
  }).toEqual({
    ungranted: "MEMORY_NOT_GRANTED",
    onlyReading: "MEMORY_NOT_GRANTED",
    closed: "MEMORY_CLOSED",
    closedToReaders: "MEMORY_CLOSED",
    knowledge: "MEMORY_KNOWLEDGE",
    empty: "MEMORY_TEXT",
    zero: "MEMORY_TEXT",
    long: "MEMORY_TEXT",
    many: "MEMORY_TOO_MANY",
    lastPlace: "done",
    full: "MEMORY_FULL",
    replaces: "done",
    nobody: "MEMORY_PERSON",
    noWorkflow: "MEMORY_NO_WORKFLOW",
  });
});

test("a memory that nobody has written to has nothing, and that is no failure", async () => {
  const { made } = stepMemory(null);
  expect(await made.recall(place, { query: "a", limit: 1, read: "run" })).toEqual({
    hits: [],
    embedder: "",
    write: { do: "note-read", ids: [] },
    labels: { i: "T", c: [] },
  });
  expect((await made.forget(place, {})).count).toBe(0);
});
