import type { JsonObject } from "@orrery/graph";

/** By whom records are meant to be found: everybody of the workspace, this workflow, one person, this run alone. */
export type MemoryScope = "workspace" | "workflow" | "person" | "run";

/** A namespace as a step names it. */
export interface MemoryPlace {
  readonly scope: MemoryScope;
  /** `[a-z][a-z0-9_-]{0,63}`. */
  readonly name: string;
  /** Of scope `person`: who it is about, such as an address or a number. */
  readonly person?: string;
}

/** A namespace as it is kept. `id` follows from the rest. */
export interface MemoryNamespace {
  readonly id: string;
  readonly workspaceId: string;
  readonly scope: MemoryScope;
  readonly name: string;
  /** The workflow, person or run; empty of scope `workspace`. */
  readonly subject: string;
}

/** Where data came from: trusted, bounded, untrusted; and tags of who may see it. */
export interface MemoryLabels {
  readonly i: "T" | "B" | "U";
  readonly c: readonly string[];
}

export interface MemoryItem {
  readonly text: string;
  readonly metadata?: JsonObject;
  /** One record of a namespace has it: another one with the same key takes its place. */
  readonly key?: string;
  /** Absent: as long as the namespace says. */
  readonly ttlMs?: number;
}

/** A record on its way. */
export interface NewMemoryRecord {
  readonly id: string;
  readonly key: string | null;
  readonly text: string;
  readonly metadata: JsonObject;
  readonly labels: MemoryLabels;
  /** By which `vector` was made. */
  readonly embedder: string;
  readonly vector: Float32Array;
  /** Epoch ms; null: kept until it is forgotten. */
  readonly expiresAt: number | null;
}

/** Which records; members that are given must all hold. Without any it is the whole namespace. */
export interface MemoryChoice {
  readonly ids?: readonly string[];
  readonly key?: string;
  /** Members that the metadata has, with these values. */
  readonly metadata?: JsonObject;
}

/** What a step does to memory. It is done in the transaction of the step's success, or not at all. */
export type MemoryWrite =
  | {
      readonly do: "remember";
      readonly namespace: MemoryNamespace;
      readonly embedder: string;
      readonly records: readonly NewMemoryRecord[];
    }
  | { readonly do: "forget"; readonly namespaceId: string; readonly choice: MemoryChoice }
  /** The step was given these. */
  | { readonly do: "note-read"; readonly ids: readonly string[] };

export interface RecallQuery {
  readonly query: string;
  /** 1 to 100. */
  readonly limit: number;
  readonly metadata?: JsonObject;
  /** `run`: only what this run has written; `latest`: everything. */
  readonly read: "latest" | "run";
}

/** Why a record was found: its place in each ranking that has it. `similarity` is 0 to 1. */
export interface MemoryFinding {
  /** Words that both have. */
  readonly words?: { readonly rank: number; readonly matched: readonly string[] };
  /** Words that are written nearly the same. */
  readonly spelling?: { readonly rank: number; readonly similarity: number };
  /** Vectors that point the same way. */
  readonly meaning?: { readonly rank: number; readonly similarity: number };
}

export interface MemoryHit {
  readonly id: string;
  readonly text: string;
  readonly metadata: JsonObject;
  readonly key: string | null;
  readonly labels: MemoryLabels;
  /** Reciprocal-rank fusion of the rankings; says nothing but the order. */
  readonly score: number;
  readonly found: MemoryFinding;
  /** Epoch ms. */
  readonly updatedAt: number;
  /** The run and step that wrote it; null: a person did. */
  readonly from: { readonly runId: string; readonly stepKey: string } | null;
  /** Of a chunk of a knowledge base. */
  readonly document: {
    readonly id: string;
    readonly name: string;
    readonly url: string | null;
    readonly place: number;
  } | null;
}

/** What a step may do with the namespaces that its plan grants. Nothing is written before the step has succeeded. */
export interface StepMemory {
  /**
   * Makes records of texts: checks them, embeds them. Throws `StepFailure` with `MEMORY_…`. `ids` are the same for every attempt.
   */
  remember(
    place: MemoryPlace,
    items: readonly MemoryItem[],
  ): Promise<{ readonly ids: readonly string[]; readonly write: MemoryWrite }>;
  /** The best first; `label` is that of the least trusted of them. */
  recall(
    place: MemoryPlace,
    query: RecallQuery,
  ): Promise<{
    readonly hits: readonly MemoryHit[];
    /** Which rankings there were, and by what embedder. */
    readonly embedder: string;
    readonly write: MemoryWrite;
    readonly labels: MemoryLabels;
  }>;
  /** `count`: how many there are now. */
  forget(place: MemoryPlace, choice: MemoryChoice): Promise<{ readonly count: number; readonly write: MemoryWrite }>;
}
