import {
  addDocuments,
  changeDocument,
  createKnowledge,
  describeVectorSearch,
  forgetPerson,
  forgetRecords,
  listDocuments,
  listMemories,
  listReads,
  listRecords,
  previewChunks,
  removeMemory,
  searchMemory,
  setMemory,
  writeRecord,
} from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const memoryId = z.object({ memoryId: z.uuid() });
const id = z.object({ id: z.uuid() });
const text = z.string().max(70_000);
const file = z.object({
  name: z.string().max(500),
  mediaType: z.string().max(500),
  base64: z.string().max(11_000_000),
});
const page = z.object({ url: z.string().max(2_000) });
const chunking = z.object({
  by: z.enum(["paragraphs", "sentences", "headings", "characters"]),
  size: z.int().min(50).max(20_000),
  overlap: z.int().min(0).max(10_000),
});
const embedder = z.string().min(1).max(200);

export const memoryRouter = router({
  list: procedure
    .input(z.object({ query: z.string().max(200).exactOptional(), id: z.uuid().exactOptional() }))
    .query(({ ctx, input }) => listMemories({ ctx, input })),
  records: procedure
    .input(memoryId.extend({ documentId: z.uuid().exactOptional(), skip: z.int().min(0).exactOptional() }))
    .query(({ ctx, input }) => listRecords({ ctx, input })),
  reads: procedure.input(z.object({ recordId: z.uuid() })).query(({ ctx, input }) => listReads({ ctx, input })),
  search: procedure
    .input(memoryId.extend({ query: z.string().max(20_000) }))
    .query(({ ctx, input }) => searchMemory({ ctx, input })),
  write: procedure
    .input(memoryId.extend({ id: z.uuid().exactOptional(), text }))
    .mutation(({ ctx, input }) => writeRecord({ ctx, input })),
  forget: procedure
    .input(memoryId.extend({ ids: z.array(z.uuid()).min(1).max(1_000) }))
    .mutation(({ ctx, input }) => forgetRecords({ ctx, input })),
  forgetPerson: procedure
    .input(z.object({ person: z.string().min(1).max(200) }))
    .mutation(({ ctx, input }) => forgetPerson({ ctx, input })),
  set: procedure
    .input(
      id.extend({
        runs: z.enum(["write", "read", "none"]),
        ttlMs: z.int().min(0).nullable(),
        maxRecords: z.int(),
        embedder,
        chunking: chunking.exactOptional(),
      }),
    )
    .mutation(({ ctx, input }) => setMemory({ ctx, input })),
  remove: procedure.input(id).mutation(({ ctx, input }) => removeMemory({ ctx, input })),
  createKnowledge: procedure
    .input(
      z.object({ name: z.string().max(64), embedder: embedder.exactOptional(), chunking: chunking.exactOptional() }),
    )
    .mutation(({ ctx, input }) => createKnowledge({ ctx, input })),
  documents: procedure.input(memoryId).query(({ ctx, input }) => listDocuments({ ctx, input })),
  addDocuments: procedure
    .input(
      memoryId.extend({
        documents: z
          .array(z.union([file, page]))
          .min(1)
          .max(50),
      }),
    )
    .mutation(({ ctx, input }) => addDocuments({ ctx, input })),
  changeDocument: procedure
    .input(id.extend({ change: z.enum(["remove", "again"]) }))
    .mutation(({ ctx, input }) => changeDocument({ ctx, input })),
  previewChunks: procedure
    .input(z.object({ source: z.union([file, page, z.object({ documentId: z.uuid() })]), chunking }))
    .mutation(({ ctx, input }) => previewChunks({ ctx, input })),
  vectorSearch: procedure.query(({ ctx }) => describeVectorSearch({ ctx })),
});
