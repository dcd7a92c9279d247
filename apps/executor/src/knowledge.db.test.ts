import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { cutDocument } from "@orrery/nodes/documents";
import {
  addDocuments,
  changeDocument,
  createKnowledge,
  listDocuments,
  listMemories,
  listRecords,
  type NewDocument,
  setMemory,
} from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let publisher: Publisher;
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, env: {}, news });
  publisher = openPublisher(database.url);
  await executor.ready;
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

const root = join(import.meta.dirname, "../../..");
const file = (name: string): NewDocument => ({
  name,
  mediaType: "text/markdown",
  base64: readFileSync(join(root, name)).toString("base64"),
});

const asking = graphOf(
  [
    {
      id: "start",
      type: "input",
      config: {
        schema: { type: "object", properties: { question: { type: "string" } }, required: ["question"] },
      },
    },
    { id: "facts", type: "recall", config: { memory: "handbook", query: "{{ start.question }}", limit: 3 } },
    { id: "end", type: "output", config: { value: "{{ facts.hits }}" } },
  ],
  ["start -> facts", "facts -> end"],
);

async function ask(
  question: string,
): Promise<readonly { readonly document: string; readonly text: string; readonly label: string }[]> {
  const runId = await publisher.start(asking, { question });
  const log = await publisher.until(runId, (events) =>
    events.some(({ type }) => type.startsWith("run.") && type !== "run.started"),
  );
  const end = log.at(-1);
  if (end?.type !== "run.succeeded" || end.output === null) throw new Error(JSON.stringify(log));
  const hits = await publisher.store.values.read(runId, end.output.id);
  return hitsOf(hits);
}

function hitsOf(
  value: unknown,
): readonly { readonly document: string; readonly text: string; readonly label: string }[] {
  if (!Array.isArray(value)) throw new Error("no hits");
  return value.map((hit) => ({ document: String(hit.document), text: String(hit.text), label: String(hit.label) }));
}

test("this project's own documents answer questions about it; a broken one says so; removed and re-embedded ones follow", async () => {
  const { ctx } = publisher;
  const { id: memoryId } = await createKnowledge({ ctx, input: { name: "handbook" } });
  const names = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/scale.md",
    "docs/credentials.md",
    "docs/cli.md",
  ];
  const broken: NewDocument = {
    name: "broken.pdf",
    mediaType: "application/pdf",
    base64: Buffer.from("no").toString("base64"),
  };
  await addDocuments({
    ctx,
    input: { memoryId, documents: [...names.map(file), broken, { url: "http://127.0.0.1:9/" }] },
  });
  const documents = () => listDocuments({ ctx, input: { memoryId } });
  const isSettled = async () =>
    (await documents()).every(
      ({ status, chunks, embedded }) => status === "failed" || (status === "ready" && embedded === chunks),
    );
  await expect.poll(isSettled).toBe(true);
  const failed = (await documents()).filter(({ status }) => status === "failed");
  expect(failed.map(({ name, problem }) => [name, problem !== null && problem !== ""]).toSorted()).toEqual([
    ["127.0.0.1:9/", true],
    ["broken.pdf", true],
  ]);

  const sealing = await ask("How are credentials sealed, and under which keys?");
  expect(sealing.map(({ document }) => document)).toContain("docs/credentials.md");
  expect(sealing.map(({ label }) => label)).toEqual(["B", "B", "B"]);
  const exits = await ask("What exit codes does the command line have?");
  expect(exits.map(({ document }) => document)).toContain("docs/cli.md");
  const recipe = await ask("What is the recipe for a new node type?");
  const [first] = recipe.filter(({ text }) => text.includes("new:node"));
  expect(first?.document).toBe("CONTRIBUTING.md");

  const credentials = (await documents()).find(({ name }) => name === "docs/credentials.md");
  await changeDocument({ ctx, input: { id: credentials?.id ?? "", change: "remove" } });
  expect(
    (await ask("How are credentials sealed, and under which keys?")).map(({ document }) => document),
  ).not.toContain("docs/credentials.md");

  const scale = (await documents()).find(({ name }) => name === "docs/scale.md");
  const before = await listRecords({ ctx, input: { memoryId, documentId: scale?.id ?? "" } });
  await changeDocument({ ctx, input: { id: scale?.id ?? "", change: "again" } });
  await expect.poll(isSettled).toBe(true);
  const after = await listRecords({ ctx, input: { memoryId, documentId: scale?.id ?? "" } });
  expect(after.records.map(({ text, place }) => [text, place])).toEqual(
    before.records.map(({ text, place }) => [text, place]),
  );
  expect(after.records.map(({ id }) => id)).not.toEqual(before.records.map(({ id }) => id));

  const sentences = { by: "sentences", size: 300, overlap: 100 } as const;
  const limits = { id: memoryId, ttlMs: null, maxRecords: 1_000, embedder: "offline" };
  await setMemory({ ctx, input: { ...limits, runs: "read", chunking: sentences } });
  await expect.poll(isSettled).toBe(true);
  const recut = await listRecords({ ctx, input: { memoryId, documentId: scale?.id ?? "" } });
  const words = readFileSync(join(root, "docs/scale.md"), "utf8");
  expect(recut.records.slice(0, 30).map(({ text }) => text)).toEqual(
    cutDocument(words, sentences)
      .slice(0, 30)
      .map(({ text }) => text),
  );
  const [row] = await listMemories({ ctx, input: { id: memoryId } });
  expect([row?.chunking, row?.waiting, row?.unembedded]).toEqual([sentences, 0, 0]);

  await setMemory({ ctx, input: { id: memoryId, runs: "none", ttlMs: null, maxRecords: 1_000, embedder: "offline" } });
  await expect(ask("Anything?")).rejects.toThrow("run.failed");
});
