import { WorkerPool } from "../worker-pool.ts";
import type { DocumentAnswer, DocumentCall } from "./document-call.ts";

const pool = new WorkerPool({
  module: new URL("./document-worker.ts", import.meta.url),
  maxHeapMb: 256,
  maxExternalMb: 256,
  maxCalls: 100,
});

/**
 * Reads a document in a worker, with bounds on its time and memory. Null where `signal` was raised meanwhile. Never rejects:
 * what cannot be read is told as data. `json` is what was read, as JSON text nested at most 60 levels deep.
 */
export async function parseDocument(
  call: DocumentCall,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<DocumentAnswer | null> {
  const result = await pool.call(call, { hardMs: timeoutMs, signal });
  if (result.kind === "answer") return documentAnswer(result.body);
  if (result.why === "aborted") return null;
  return { ok: false, code: "DOCUMENT_TOO_COMPLEX", message: reasons[result.why] };
}

const reasons = {
  time: "Reading the document took too long.",
  memory: "Reading the document needed too much memory.",
  crash: "The document could not be read: its reader broke.",
} as const;

/** Only our own worker posts here. */
function documentAnswer(body: unknown): DocumentAnswer {
  return body as DocumentAnswer;
}
