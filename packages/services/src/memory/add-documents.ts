import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { documentAddress } from "./document-address.ts";
import { findMemory } from "./find-memory.ts";

export type NewDocument =
  | { readonly name: string; readonly mediaType: string; readonly base64: string }
  | { readonly url: string };

const mostAtOnce = 50;
const largest = 8_000_000;

/** Puts documents into a knowledge base, to be read by an executor. Throws `INVALID`, `TOO_LARGE` and `NOT_FOUND`. */
export async function addDocuments({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly memoryId: string; readonly documents: readonly NewDocument[] };
}): Promise<{ readonly ids: readonly string[] }> {
  const actor = requirePermission(ctx.actor, "memory.write");
  const { workspaceId } = actor;
  const { row } = await findMemory(ctx.services, workspaceId, input.memoryId);
  if (row.kind !== "knowledge")
    throw new ServiceError("INVALID", "MEMORY_KIND", "Only knowledge bases hold documents.");
  if (input.documents.length > mostAtOnce) {
    throw new ServiceError("TOO_LARGE", "DOCUMENTS", `Add at most ${mostAtOnce} documents at a time.`);
  }
  const rows = input.documents.map((document) => ({
    id: uuidv7(),
    namespaceId: row.id,
    workspaceId,
    createdBy: actorName(actor),
    ...("url" in document ? fromAddress(document.url) : fromFile(document)),
  }));
  await ctx.services.db.$transaction(async (tx) => {
    await tx.memoryDocument.createMany({ data: rows });
    await writeAudit(tx, { actor, verb: "memory.add-documents", subject: row.id });
  });
  return { ids: rows.map(({ id }) => id) };
}

function fromAddress(text: string) {
  const url = documentAddress(text);
  return { name: `${url.host}${url.pathname}`.slice(0, 200), url: url.href };
}

function fromFile({
  name,
  mediaType,
  base64,
}: {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
}) {
  const data = Buffer.from(base64, "base64");
  if (data.length === 0) throw new ServiceError("INVALID", "DOCUMENT_EMPTY", `“${name.slice(0, 80)}” is empty.`);
  if (data.length > largest)
    throw new ServiceError("TOO_LARGE", "DOCUMENT", `“${name.slice(0, 80)}” has more than 8 MB.`);
  return { name: name.slice(0, 200), mediaType: mediaType.slice(0, 200), bytes: data.length, data };
}
