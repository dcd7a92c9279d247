import type { RunStore } from "@orrery/db/run-log";
import type { Egress } from "@orrery/egress";
import { cutDocument, readDocumentText } from "@orrery/nodes/documents";
import type { Memory } from "@orrery/ports";
import { embedNextRecords, fetchPage, type ReadingMeans, readNextDocument } from "@orrery/services/triggers";
import { keepVectors } from "./keep-vectors.ts";

/** A document that was added meanwhile is found within a second. */
const pauseMs = 1_000;
/** After a model could not be asked. */
const patienceMs = 30_000;

/**
 * Reads documents of knowledge bases, and has vectors made, while the executor takes runs. Every executor does; which one has a
 * document is decided in the database.
 * @returns a function that ends it, and resolves when nothing of it is under way.
 */
export function keepMemory(options: {
  readonly pool: RunStore["pool"];
  readonly memory: Memory;
  readonly egress: Pick<Egress, "fetch">;
  readonly isActive: () => boolean;
  readonly onNote: (note: string) => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}): () => Promise<void> {
  const abort = new AbortController();
  /** Namespaces whose model failed, and when it is tried again. */
  const failed = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();

  const means: ReadingMeans = {
    pool: options.pool,
    memory: options.memory,
    documents: {
      read: readDocumentText,
      cut: cutDocument,
      fetch: (url, signal) => fetchPage(options.egress, url, signal),
    },
    signal: abort.signal,
  };

  const work = async (): Promise<boolean> => {
    const now = Date.now();
    for (const [id, again] of failed) if (again <= now) failed.delete(id);
    const embedded = await embedNextRecords(means, [...failed.keys()]);
    if (embedded !== null && embedded.error !== null) {
      failed.set(embedded.namespaceId, now + patienceMs);
      options.onTrouble("Records could not be embedded", embedded.error);
    }
    return (await readNextDocument(means)) || embedded !== null;
  };

  const turn = async (): Promise<void> => {
    let hadWork = false;
    try {
      if (options.isActive()) hadWork = await work();
    } catch (error) {
      options.onTrouble("Documents could not be looked at", error);
    }
    if (!abort.signal.aborted) timer = setTimeout(begin, hadWork ? 0 : pauseMs);
  };
  const begin = (): void => {
    underWay = turn();
  };
  begin();
  const endVectors = keepVectors(options);

  return async () => {
    abort.abort();
    clearTimeout(timer);
    await Promise.all([underWay, endVectors()]);
  };
}
