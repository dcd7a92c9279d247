import type { MemoryStore } from "@orrery/ports";
import { VectorMatrix } from "./vector-matrix.ts";

/** A namespace as it was made at a time, by one embedder. */
export interface MatrixName {
  readonly namespaceId: string;
  readonly embedder: string;
  /** Epoch ms. */
  readonly madeAt: number;
}

interface Entry {
  matrix: VectorMatrix | null;
  /** What the store has told of so far. */
  upTo: string | null;
  /** When all of it was read for the first time, epoch ms. */
  readonly begunAt: number;
  /** Reads of changes wait for each other. */
  pending: Promise<void> | null;
  next: Promise<void> | null;
}

/** Forgotten records leave no trace after a day; a copy that is older might miss one. */
const oldestMs = 12 * 60 * 60 * 1000;

/**
 * Copies of the vectors of namespaces, brought up to date by what has changed whenever one is asked for. Those that were not
 * used for longest go when all together take more than `maxBytes`; the one in use always stays.
 */
export class MatrixCache {
  readonly #store: Pick<MemoryStore, "changes">;
  readonly #maxBytes: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(
    store: Pick<MemoryStore, "changes">,
    { maxBytes, now }: { readonly maxBytes: number; readonly now: () => number },
  ) {
    this.#store = store;
    this.#maxBytes = maxBytes;
    this.#now = now;
  }

  /** All vectors that were there when this was called; null where there is none. */
  async get(name: MatrixName): Promise<VectorMatrix | null> {
    const key = `${name.namespaceId} ${name.madeAt} ${name.embedder}`;
    let entry = this.#entries.get(key);
    if (entry === undefined || entry.begunAt < this.#now() - oldestMs) {
      entry = { matrix: null, upTo: null, begunAt: this.#now(), pending: null, next: null };
    }
    // The one that was used last stands last.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    await this.#refresh(entry, name);
    this.#shrink(key);
    return entry.matrix;
  }

  /** A read under way may have begun before the last change, so whoever asks meanwhile shares the one after it. */
  #refresh(entry: Entry, name: MatrixName): Promise<void> {
    if (entry.pending === null) {
      entry.pending = this.#read(entry, name).finally(() => {
        entry.pending = null;
      });
      return entry.pending;
    }
    const before = entry.pending.catch(() => undefined);
    entry.next ??= before.then(() => {
      entry.next = null;
      return this.#refresh(entry, name);
    });
    return entry.next;
  }

  async #read(entry: Entry, { namespaceId, embedder }: MatrixName): Promise<void> {
    let upTo = entry.upTo;
    for await (const page of this.#store.changes(namespaceId, embedder, entry.upTo)) {
      for (const { id, vector, expiresAt } of page.changes) {
        if (vector === null) {
          entry.matrix?.delete(id);
          continue;
        }
        entry.matrix ??= new VectorMatrix(vector.length);
        if (vector.length === entry.matrix.dimensions) entry.matrix.set(id, vector, expiresAt);
        else entry.matrix.delete(id);
      }
      upTo = page.upTo;
    }
    entry.upTo = upTo;
  }

  #shrink(inUse: string): void {
    let bytes = [...this.#entries.values()].reduce((sum, { matrix }) => sum + (matrix?.bytes ?? 0), 0);
    for (const [key, { matrix }] of this.#entries) {
      if (bytes <= this.#maxBytes || key === inUse) return;
      this.#entries.delete(key);
      bytes -= matrix?.bytes ?? 0;
    }
  }
}
