import type { MemoryChoice, MemoryNamespace, MemoryWrite } from "@orrery/node-kit";
import type { JsonObject } from "@orrery/plan";
import { derivedId } from "../derived-id.ts";
import type { AppendOutcome, AppendRequest, EventLog, Leases } from "../ports.ts";
import { memoryNamespace } from "../recall/memory-namespace.ts";
import type { Memory } from "../recall/memory-ports.ts";
import type { ConformanceWorld, TestRunner } from "./conformance-world.ts";
import { samplePlan } from "./samples.ts";

/** A store with memory beside its log. Its embedder `offline` gives vectors in which equal texts are nearest. */
export interface MemoryConformanceWorld
  extends Pick<ConformanceWorld, "newId" | "createRun" | "newExecutor" | "dispose"> {
  readonly log: EventLog;
  readonly leases: Leases;
  readonly memory: Memory;
  /** Of its runs. */
  readonly workspaceId: string;
  /** Epoch ms, as the store sees it. */
  now(): number;
}

/** What a test writes down of a hit. */
interface Found {
  readonly text: string;
  readonly by: readonly string[];
}

const signal = new AbortController().signal;

/**
 * What every memory must keep to: it is written with the step's success or not at all, once; a key has one record; what is
 * forgotten or over is not found; only what is asked for is found, and it is said why.
 */
export function memoryConformance(make: () => Promise<MemoryConformanceWorld>, { test, expect }: TestRunner): void {
  const within = (name: string, body: (stage: Stage) => Promise<void>) =>
    test(name, async () => {
      const world = await make();
      try {
        await body(stageOf(world));
      } finally {
        await world.dispose();
      }
    });

  within("what a step remembers is found once its success has landed, by words and by vector", async (stage) => {
    const { place, run, write, recall, texts } = stage;
    const [home] = [place("notes")];
    const { runId, epoch } = await run();
    const stale = { runId, epoch: epoch - 1, lastSeq: 0 };
    expect(await write(stale, [remember(home, [["Zebras graze by the river", {}]], runId)])).toEqual({ kind: "stale" });
    expect(await texts(home, "zebras")).toEqual([]);
    const fresh = { runId, epoch, lastSeq: 0 };
    const notes = remember(
      home,
      [
        ["Zebras graze by the river", { topic: "animals" }],
        ["Lighthouses stand on cliffs", { topic: "buildings" }],
      ],
      runId,
    );
    expect(await write(fresh, [notes])).toEqual({ kind: "ok" });
    // The answer was lost, and the writer tries again.
    expect(await write(fresh, [notes])).toEqual({ kind: "stale" });
    const [first, ...others] = await recall(home, "where do zebras graze");
    expect(first).toEqual({ text: "Zebras graze by the river", by: ["meaning", "words"] });
    expect(others.filter(({ by }) => by.includes("words"))).toEqual([]);
    expect(await stage.memory.count(home.id, {})).toEqual(2);
  });

  within("a hit says who wrote it, when, and what words it shares with the query", async (stage) => {
    const { place, run, write, memory } = stage;
    const home = place("notes");
    const { runId, epoch } = await run();
    await write({ runId, epoch, lastSeq: 0 }, [remember(home, [["Copper kettles whistle", { n: 1 }]], runId)]);
    const { hits, embedder } = await memory.recall({ namespace: home, query: "kettles of copper", limit: 5, signal });
    const [hit] = hits;
    expect([embedder, hit?.text, hit?.metadata, hit?.from, hit?.labels, hit?.document, hit?.key]).toEqual([
      "offline",
      "Copper kettles whistle",
      { n: 1 },
      { runId, stepKey: "note" },
      { i: "U", c: [] },
      null,
      null,
    ]);
    expect([...(hit?.found.words?.matched ?? [])]).toEqual(["copper", "kettles"]);
    expect(hit?.found.words?.rank).toEqual(1);
    expect(hit?.found.meaning?.rank).toEqual(1);
  });

  within("another record with the same key takes the place of the first, also in one batch", async (stage) => {
    const { place, run, write, texts, memory } = stage;
    const home = place("settings");
    const [one, two] = [await run(), await run()];
    await write({ ...one, lastSeq: 0 }, [
      keyed(home, "colour", "They like marigold"),
      keyed(home, "colour", "They like indigo"),
    ]);
    expect(await texts(home, "like")).toEqual(["They like indigo"]);
    await write({ ...two, lastSeq: 0 }, [keyed(home, "colour", "They like crimson")]);
    expect(await texts(home, "like")).toEqual(["They like crimson"]);
    expect(await texts(home, "indigo marigold crimson")).toEqual(["They like crimson"]);
    expect([await memory.count(home.id, { key: "colour" }), await memory.count(home.id, { key: "food" })]).toEqual([
      1, 0,
    ]);
  });

  within(
    "what is forgotten is not found, by id, key, metadata, or all of it; and can be remembered again",
    async (stage) => {
      const { place, run, write, texts } = stage;
      const home = place("people");
      const { runId, epoch } = await run();
      const notes = remember(
        home,
        [
          ["Anna collects stamps", { who: "anna" }],
          ["Boris collects coins", { who: "boris" }],
          ["Clara collects shells", { who: "clara" }],
          ["Doris collects maps", { who: "doris" }],
        ],
        runId,
      );
      const at = { runId, epoch, lastSeq: 0 };
      let seq = 0;
      const step = (...writes: MemoryWrite[]) => write({ ...at, lastSeq: seq++ }, writes);
      const forget = (choice: MemoryChoice) => step({ do: "forget", namespaceId: home.id, choice });
      await step(notes, keyed(home, "e", "Emil collects clocks"));
      await forget({ ids: notes.do === "remember" ? [notes.records[0]?.id ?? ""] : [] });
      expect(await texts(home, "collects")).toEqual(
        ["Boris", "Clara", "Doris", "Emil"].map((name) => `${name} collects ${things[name]}`),
      );
      await forget({ metadata: { who: "boris" } });
      await forget({ key: "e" });
      expect(await texts(home, "collects")).toEqual(["Clara collects shells", "Doris collects maps"]);
      await forget({});
      expect(await texts(home, "collects")).toEqual([]);
      await step(keyed(home, "e", "Emil collects clocks"));
      expect(await texts(home, "collects")).toEqual(["Emil collects clocks"]);
    },
  );

  within("a reader may ask for what its own run wrote, or for records with certain metadata", async (stage) => {
    const { place, run, write, recall } = stage;
    const home = place("log");
    const [mine, theirs] = [await run(), await run()];
    await write({ ...mine, lastSeq: 0 }, [
      remember(home, [["Engines hum softly", { level: 2, tags: ["a", "b"] }]], mine.runId),
    ]);
    await write({ ...theirs, lastSeq: 0 }, [
      remember(home, [["Engines hum loudly", { level: 3, tags: ["b"] }]], theirs.runId),
    ]);
    const found = async (more: { metadata?: JsonObject; runId?: string }) =>
      (await recall(home, "engines hum", more)).map(({ text }) => text).toSorted();
    expect(await found({})).toEqual(["Engines hum loudly", "Engines hum softly"]);
    expect(await found({ runId: mine.runId })).toEqual(["Engines hum softly"]);
    expect(await found({ metadata: { level: 3 } })).toEqual(["Engines hum loudly"]);
    expect(await found({ metadata: { tags: ["a"] } })).toEqual(["Engines hum softly"]);
    expect(await found({ metadata: { level: 3 }, runId: mine.runId })).toEqual([]);
  });

  within("what is over is not found", async (stage) => {
    const { place, run, write, texts, now } = stage;
    const home = place("short");
    const { runId, epoch } = await run();
    const past = remember(home, [["Tides ebb at noon", {}]], runId, { expiresAt: now() - 60_000 });
    const ahead = remember(home, [["Tides flow at night", {}]], runId, { expiresAt: now() + 3_600_000, first: 1 });
    await write({ runId, epoch, lastSeq: 0 }, [past, ahead]);
    expect(await texts(home, "tides")).toEqual(["Tides flow at night"]);
  });

  within("nobody finds what another namespace, or another workspace, holds", async (stage) => {
    const { place, run, write, texts, memory } = stage;
    const home = place("shared");
    const { runId, epoch } = await run();
    await write({ runId, epoch, lastSeq: 0 }, [remember(home, [["Harbours freeze in winter", {}]], runId)]);
    const elsewhere = memoryNamespace({ workspaceId: "elsewhere", scope: "workspace", name: "shared", subject: "" });
    const person = memoryNamespace({ ...home, scope: "person", subject: "anna" });
    for (const other of [place("other"), elsewhere, person]) expect(await texts(other, "harbours freeze")).toEqual([]);
    expect(await memory.facts(elsewhere)).toEqual(null);
    expect((await memory.facts(home))?.runs).toEqual("write");
  });

  within("a word that is written nearly right is found where spelling is compared", async (stage) => {
    const { place, run, write, memory } = stage;
    const home = place("words");
    const { runId, epoch } = await run();
    await write({ runId, epoch, lastSeq: 0 }, [
      remember(
        home,
        [
          ["Please receive the parcel", {}],
          ["Oaks outlive their planters", {}],
        ],
        runId,
      ),
    ]);
    const { hits, rankings } = await memory.recall({ namespace: home, query: "recieve", limit: 5, signal });
    const bySpelling = hits.filter(({ found }) => found.spelling !== undefined).map(({ text }) => text);
    expect(bySpelling).toEqual(rankings.includes("spelling") ? ["Please receive the parcel"] : []);
  });
}

const things: Readonly<Record<string, string>> = { Boris: "coins", Clara: "shells", Doris: "maps", Emil: "clocks" };

type Held = { readonly runId: string; readonly epoch: number; readonly lastSeq: number };
type Stage = ReturnType<typeof stageOf>;

/** What the tests do to a world. */
function stageOf(world: MemoryConformanceWorld) {
  const { memory } = world;
  const recall = async (
    namespace: MemoryNamespace,
    query: string,
    more: { readonly metadata?: JsonObject; readonly runId?: string } = {},
  ): Promise<readonly Found[]> => {
    const { hits } = await memory.recall({ namespace, query, limit: 20, signal, ...more });
    return hits.map(({ text, found }) => ({ text, by: Object.keys(found).toSorted() }));
  };
  return {
    memory,
    now: () => world.now(),
    // Tests may share a database.
    place: (name: string): MemoryNamespace => {
      const unique = `${name}-${world.newId().slice(-12)}`;
      return memoryNamespace({ workspaceId: world.workspaceId, scope: "workspace", name: unique, subject: "" });
    },
    recall,
    /** What is found by words, in the order of the alphabet. */
    texts: async (namespace: MemoryNamespace, query: string): Promise<readonly string[]> =>
      (await recall(namespace, query))
        .filter(({ by }) => by.includes("words"))
        .map(({ text }) => text)
        .toSorted(),
    run: async (): Promise<{ readonly runId: string; readonly epoch: number }> => {
      const runId = await world.createRun(samplePlan);
      const claimed = await world.leases.claim(runId, await world.newExecutor());
      if (claimed === null) throw new Error("A fresh run could not be claimed.");
      return { runId, epoch: claimed.epoch };
    },
    /** As the journal does: one event, and with it what the step does to memory. */
    write: async (held: Held, writes: readonly MemoryWrite[]): Promise<AppendOutcome | undefined> => {
      const at = world.now();
      const request: AppendRequest = {
        ...held,
        events: [{ type: "step.started", at, stepKey: "note", attempt: held.lastSeq + 1 }],
        values: [],
        handled: new Map(),
        row: { status: "running", waits: 0, outputValueId: null, errorCode: null, startedAt: at, endedAt: null },
        outbox: { starts: [], cancels: [], end: null, memory: writes.map((write) => ({ stepKey: "note", at, write })) },
      };
      return (await world.log.append([request]))[0];
    },
  };
}

function remember(
  namespace: MemoryNamespace,
  items: readonly (readonly [text: string, metadata: JsonObject])[],
  runId: string,
  { expiresAt = null, first = 0 }: { readonly expiresAt?: number | null; readonly first?: number } = {},
): MemoryWrite {
  return {
    do: "remember",
    namespace,
    embedder: "offline",
    records: items.map(([text, metadata], i) => ({
      id: derivedId(1_700_000_000_000, `${runId} ${namespace.id} ${first + i}`),
      key: null,
      text,
      metadata,
      labels: { i: "U", c: [] },
      embedder: "offline",
      vector: conformanceVector(text),
      expiresAt,
    })),
  };
}

function keyed(namespace: MemoryNamespace, key: string, text: string): MemoryWrite {
  const id = derivedId(0, `${namespace.id} key ${key}`);
  const record = {
    id,
    key,
    text,
    metadata: {},
    labels: { i: "U", c: [] },
    embedder: "offline",
    expiresAt: null,
  } as const;
  return { do: "remember", namespace, embedder: "offline", records: [{ ...record, vector: conformanceVector(text) }] };
}

/** A vector of a text by the letters that it has: enough for texts with words in common to be near each other. */
export function conformanceVector(text: string): Float32Array {
  const vector = new Float32Array(26);
  for (const letter of text.toLowerCase()) {
    const place = letter.charCodeAt(0) - 97;
    if (place >= 0 && place < 26) vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((x) => x / length);
}
