import type { Chunking, DocumentReader, Piece } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext, Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import type { NewDocument } from "./add-documents.ts";
import { documentAddress } from "./document-address.ts";

const shown = 30;
const timeoutMs = 30_000;

export interface ChunkPreview {
  /** Of the whole document. */
  readonly characters: number;
  readonly count: number;
  /** The first ones. */
  readonly pieces: readonly Piece[];
}

/**
 * How a file, the page at an address or a document of a knowledge base would be cut; nothing is kept. Throws `INVALID` where it
 * cannot be read, and `NOT_FOUND`.
 */
export async function previewChunks({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly source: NewDocument | { readonly documentId: string }; readonly chunking: Chunking };
}): Promise<ChunkPreview> {
  const { workspaceId } = requirePermission(ctx.actor, "memory.write");
  const { documents } = ctx.services;
  if (documents === null) throw new ServiceError("INVALID", "MEMORY_ELSEWHERE", "Documents are read in the studio.");
  const { source, chunking } = input;
  const text =
    "documentId" in source
      ? await keptWords(ctx.services, workspaceId, source.documentId)
      : await wordsOf(documents, source);
  const pieces = documents.cut(text, chunking);
  return { characters: text.length, count: pieces.length, pieces: pieces.slice(0, shown) };
}

/** Of a document that was read before. */
async function keptWords({ db }: Pick<Services, "db">, workspaceId: string, id: string): Promise<string> {
  const found = await db.memoryDocument.findFirst({ where: { id, workspaceId }, select: { text: true } });
  if (found === null) throw new ServiceError("NOT_FOUND", "DOCUMENT", "There is no such document.");
  if (found.text === null) throw new ServiceError("INVALID", "DOCUMENT", "It has not been read yet.");
  return found.text;
}

async function wordsOf(documents: DocumentReader, source: NewDocument): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs);
  const given = "url" in source ? await pageOf(documents, source.url, signal) : fileOf(source);
  const read = await documents.read(given, signal);
  if (!read.ok) throw new ServiceError("INVALID", "DOCUMENT", read.message);
  return read.text;
}

async function pageOf(documents: DocumentReader, text: string, signal: AbortSignal) {
  const { href, pathname } = documentAddress(text);
  try {
    return { name: pathname, ...(await documents.fetch(href, signal)) };
  } catch (error) {
    throw new ServiceError("INVALID", "DOCUMENT", error instanceof Error ? error.message : String(error));
  }
}

function fileOf({ name, mediaType, base64 }: Extract<NewDocument, { readonly name: string }>) {
  return { name, mediaType, bytes: Buffer.from(base64, "base64") };
}
