import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { addDocuments } from "./add-documents.ts";
import { createKnowledge } from "./create-knowledge.ts";
import { previewChunks } from "./preview-chunks.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const text = "One two three. Four five six. Seven eight nine. Ten eleven twelve.";
const chunking = { by: "sentences", size: 50, overlap: 20 } as const;
const cut = {
  characters: text.length,
  count: 2,
  pieces: [
    { text: "One two three. Four five six. Seven eight nine.", heading: "", again: 0 },
    { text: "Seven eight nine. Ten eleven twelve.", heading: "", again: 17 },
  ],
};

test("a file and a document that was read are shown as they would be cut, with what is said again", async () => {
  const { editor, stranger, services } = bench;
  const file = { name: "a.txt", mediaType: "text/plain", base64: Buffer.from(text).toString("base64") };
  expect(await previewChunks({ ctx: editor, input: { source: file, chunking } })).toEqual(cut);

  const { id: memoryId } = await createKnowledge({ ctx: editor, input: { name: "handbook" } });
  const { ids } = await addDocuments({ ctx: editor, input: { memoryId, documents: [file] } });
  const kept = { source: { documentId: ids[0] ?? "" }, chunking };
  await expect(previewChunks({ ctx: editor, input: kept })).rejects.toThrow("It has not been read yet.");
  await services.db.memoryDocument.updateMany({ where: { id: { in: [...ids] } }, data: { text } });
  expect(await previewChunks({ ctx: editor, input: kept })).toEqual(cut);
  await expect(previewChunks({ ctx: stranger, input: kept })).rejects.toThrow("There is no such document.");
});

test("an address that is none, and a page that cannot be had, are refused in words", async () => {
  const ask = (url: string) => previewChunks({ ctx: bench.editor, input: { source: { url }, chunking } });
  await expect(ask("file:///etc/passwd")).rejects.toThrow("is no address of a page");
  await expect(ask("https://example.org/")).rejects.toThrow("No page is fetched here.");
});
