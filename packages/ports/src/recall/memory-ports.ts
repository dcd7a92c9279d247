import type {
  JsonObject,
  MemoryChoice,
  MemoryHit,
  MemoryLabels,
  MemoryNamespace,
  MemoryWrite,
  Usage,
} from "@orrery/node-kit";

/** What a step does to memory, as it goes out with the step's success. */
export interface MemoryChange {
  readonly stepKey: string;
  /** Epoch ms. */
  readonly at: number;
  readonly write: MemoryWrite;
}

/** A namespace as its people have set it. */
export interface MemoryFacts {
  readonly kind: "memory" | "knowledge";
  /** What runs may do here. */
  readonly runs: "write" | "read" | "none";
  readonly ttlMs: number | null;
  readonly maxRecords: number;
  /** The embedding model whose vectors are compared; `offline` is the built-in one. */
  readonly embedder: string;
  /** Epoch ms. One that was removed and made again is another one. */
  readonly madeAt: number;
}

export interface MemoryRequest {
  readonly namespace: MemoryNamespace;
  readonly query: string;
  readonly limit: number;
  readonly metadata?: JsonObject;
  /** Only what this run has written. */
  readonly runId?: string;
  readonly signal: AbortSignal;
}

export type MemoryRanking = "words" | "spelling" | "meaning";

export interface MemoryAnswer {
  /** The best first. */
  readonly hits: readonly MemoryHit[];
  /** Empty where there is no such namespace. */
  readonly embedder: string;
  /** Those that took part; without the trigram extension there is no `spelling`. */
  readonly rankings: readonly MemoryRanking[];
  /** How the vectors were compared: each with the question's, or along an index that finds nearly all of the nearest. */
  readonly compared: VectorSearch["kind"];
}

/** How a database's vectors are searched: by pgvector where there is one that can be used. */
export type VectorSearch =
  | {
      readonly kind: "exact";
      /** There is no pgvector, or one before 0.8, or our user may not install it. */
      readonly why: "absent" | "old" | "refused";
      /** What the database said. */
      readonly said?: string;
    }
  | {
      readonly kind: "hnsw";
      /** Of pgvector. */
      readonly version: string;
    };

/** Finding what was remembered. Writing goes out with the log (`Outbox.memory`), or by a verb. */
export interface Memory {
  /** Null where nothing was ever kept there. */
  facts(namespace: MemoryNamespace): Promise<MemoryFacts | null>;
  /** The workflow whose run it is; null where it has none. */
  workflowOf(runId: string): Promise<string | null>;
  count(namespaceId: string, choice: MemoryChoice): Promise<number>;
  /** Unit vectors, one for each text. Throws `StepFailure` where the model cannot be asked. */
  embed(request: EmbeddingRequest, workspaceId: string): Promise<EmbeddingAnswer>;
  recall(request: MemoryRequest): Promise<MemoryAnswer>;
  vectorSearch(): Promise<VectorSearch>;
}

export interface EmbeddingRequest {
  /** `offline`, or a model of the workspace as `ModelDirectory` names it. */
  readonly model: string;
  readonly texts: readonly string[];
  readonly signal: AbortSignal;
}

export interface EmbeddingAnswer {
  /** Of length 1. */
  readonly vectors: readonly Float32Array[];
  readonly usage: Usage;
}

export interface Embeddings {
  embed(request: EmbeddingRequest, workspaceId: string): Promise<EmbeddingAnswer>;
}

/** Which records of a namespace may be found, and how many are wanted. */
export interface MemorySearch {
  readonly namespaceId: string;
  readonly query: string;
  readonly limit: number;
  readonly metadata: JsonObject | null;
  readonly runId: string | null;
}

/** A record whose vector is new, has changed, or must not be found any more (`vector` null). */
export interface VectorChange {
  readonly id: string;
  readonly vector: Float32Array | null;
  /** Epoch ms; null: never. */
  readonly expiresAt: number | null;
}

/** Memory in a database. Vectors that it does not compare itself are compared by whoever has them at hand. */
export interface MemoryStore {
  vectorSearch: Memory["vectorSearch"];
  facts: Memory["facts"];
  workflowOf: Memory["workflowOf"];
  count: Memory["count"];
  /** Records that have words of the query, the best first, and words of it that no record has. */
  words(search: MemorySearch): Promise<{
    readonly hits: readonly { readonly id: string; readonly matched: readonly string[] }[];
    readonly unknown: readonly string[];
  }>;
  /** Records that have words spelled nearly like these; null where the database cannot tell. */
  spelling(
    search: MemorySearch,
    words: readonly string[],
  ): Promise<readonly { readonly id: string; readonly similarity: number }[] | null>;
  /**
   * Vectors of this embedder that changed since `since` (what the last call gave; null: all), a page at a time. Some may come
   * again. A record that is not in it any more comes without its vector.
   */
  changes(
    namespaceId: string,
    embedder: string,
    since: string | null,
  ): AsyncIterable<{ readonly changes: readonly VectorChange[]; readonly upTo: string }>;
  /** Where the database compares vectors itself; null where it cannot, or not yet. */
  nearest(
    search: MemorySearch,
    vector: Float32Array,
    embedder: string,
  ): Promise<readonly { readonly id: string; readonly similarity: number }[] | null>;
  /** All that the search allows. */
  allowed(search: MemorySearch): Promise<ReadonlySet<string>>;
  /** Those of them that are there, as hits without a score. */
  records(
    search: MemorySearch,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Omit<MemoryHit, "score" | "found">>>;
}

/** The label of what was made of all of these: as little trusted as the least of them, and seen only by those who may see all. */
export function joinLabels(labels: readonly MemoryLabels[]): MemoryLabels {
  const i = labels.some((one) => one.i === "U") ? "U" : labels.some((one) => one.i === "B") ? "B" : "T";
  return { i, c: [...new Set(labels.flatMap(({ c }) => c))].toSorted() };
}
