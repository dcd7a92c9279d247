import type { Chunking, Piece } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

const shown = 30;
const timeoutMs = 30_000;

/** How a file would be cut; nothing is kept. Throws `INVALID` where it cannot be read. */
export async function previewChunks({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: {
    readonly name: string;
    readonly mediaType: string;
    readonly base64: string;
    readonly chunking: Chunking;
  };
}): Promise<{ readonly count: number; readonly pieces: readonly Piece[] }> {
  requirePermission(ctx.actor, "memory.write");
  const { documents } = ctx.services;
  if (documents === null) throw new ServiceError("INVALID", "MEMORY_ELSEWHERE", "Documents are read in the studio.");
  const { name, mediaType, base64, chunking } = input;
  const bytes = Buffer.from(base64, "base64");
  const read = await documents.read({ name, mediaType, bytes }, AbortSignal.timeout(timeoutMs));
  if (!read.ok) throw new ServiceError("INVALID", "DOCUMENT", read.message);
  const pieces = documents.cut(read.text, chunking);
  return { count: pieces.length, pieces: pieces.slice(0, shown) };
}
