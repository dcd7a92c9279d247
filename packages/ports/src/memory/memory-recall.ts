import type { MemoryChoice, MemoryHit, MemoryNamespace, NewMemoryRecord } from "@orrery/node-kit";
import type { Json, JsonObject } from "@orrery/plan";
import { fuseRankings } from "../recall/fuse-rankings.ts";
import type { Embeddings, Memory, MemoryChange, MemoryFacts, MemoryRequest } from "../recall/memory-ports.ts";

/** A record as the in-memory store keeps it. */
export interface KeptRecord extends NewMemoryRecord {
  readonly namespaceId: string;
  readonly runId: string;
  readonly stepKey: string;
  readonly updatedAt: number;
}

/** What stands for the tables of memory. */
export interface RecallTables {
  readonly namespaces: Map<string, MemoryNamespace & MemoryFacts>;
  readonly records: Map<string, KeptRecord>;
  /** `record run step`. */
  readonly reads: Set<string>;
  /** Of runs. */
  readonly workflows: Map<string, string>;
}

export function createRecallTables(): RecallTables {
  return { namespaces: new Map(), records: new Map(), reads: new Set(), workflows: new Map() };
}

/** Does what a step that succeeded does to memory. */
export function changeMemory(tables: RecallTables, runId: string, { stepKey, at, write }: MemoryChange): void {
  if (write.do === "note-read") {
    for (const id of write.ids) tables.reads.add(`${id} ${runId} ${stepKey}`);
  } else if (write.do === "forget") {
    for (const record of chosen(tables, write.namespaceId, write.choice)) tables.records.delete(record.id);
  } else {
    const { namespace, embedder } = write;
    if (!tables.namespaces.has(namespace.id)) {
      const facts = { kind: "memory", runs: "write", ttlMs: null, maxRecords: 100_000, embedder, madeAt: at } as const;
      tables.namespaces.set(namespace.id, { ...namespace, ...facts });
    }
    for (const record of write.records) {
      tables.records.set(record.id, { ...record, namespaceId: namespace.id, runId, stepKey, updatedAt: at });
    }
  }
}

/**
 * Memory without a database, as plain as can be: every record is looked at each time. It is what the real one is held against.
 * Spelling is compared by shared trigrams, as pg_trgm does.
 */
export function memoryRecall(tables: RecallTables, embeddings: Embeddings, now: () => number): Memory {
  const living = (namespaceId: string): readonly KeptRecord[] =>
    chosen(tables, namespaceId, {}).filter(({ expiresAt }) => expiresAt === null || expiresAt > now());

  const recall = async (request: MemoryRequest) => {
    const { namespace, query, limit, signal, metadata, runId } = request;
    const place = tables.namespaces.get(namespace.id);
    if (place === undefined) return { hits: [], embedder: "", rankings: [], compared: "exact" as const };
    const { vectors } = await embeddings.embed(
      { model: place.embedder, texts: [query], signal },
      namespace.workspaceId,
    );
    const vector = vectors[0] ?? new Float32Array();
    const open = living(namespace.id).filter(
      (record) => (runId === undefined || record.runId === runId) && contains(record.metadata, metadata ?? {}),
    );
    const wanted = wordsOf(query);
    const byWords = ranked(open, ({ text }) => {
      const words = new Set(wordsOf(text));
      return wanted.filter((word) => words.has(word)).length;
    });
    const known = new Set(open.flatMap(({ text }) => wordsOf(text)));
    const odd = wanted.filter((word) => word.length >= 4 && !known.has(word));
    const nearest = (text: string) =>
      Math.max(0, ...odd.flatMap((word) => wordsOf(text).map((other) => trigramSimilarity(word, other))));
    const bySpelling = ranked(open, ({ text }) => (nearest(text) >= 0.3 ? nearest(text) : 0));
    const byMeaning = ranked(open, (record) => (record.embedder === place.embedder ? dot(vector, record.vector) : 0));
    const fused = fuseRankings([byWords, bySpelling, byMeaning].map((ranking) => ranking.map(({ id }) => id)));
    const at = (ranking: readonly { readonly id: string }[], id: string) => ranking.findIndex((one) => one.id === id);
    const hits = fused.slice(0, limit).flatMap(({ id, score }): readonly MemoryHit[] => {
      const record = tables.records.get(id);
      if (record === undefined) return [];
      const [words, spelling, meaning] = [at(byWords, id), at(bySpelling, id), at(byMeaning, id)];
      const has = new Set(wordsOf(record.text));
      return [
        {
          ...hitOf(record),
          score,
          found: {
            ...(words >= 0 && {
              words: { rank: words + 1, matched: wanted.filter((word) => has.has(word)).toSorted() },
            }),
            ...(spelling >= 0 && { spelling: { rank: spelling + 1, similarity: bySpelling[spelling]?.score ?? 0 } }),
            ...(meaning >= 0 && { meaning: { rank: meaning + 1, similarity: byMeaning[meaning]?.score ?? 0 } }),
          },
        },
      ];
    });
    return {
      hits,
      embedder: place.embedder,
      rankings: ["words", "spelling", "meaning"] as const,
      compared: "exact" as const,
    };
  };

  return {
    async facts({ id }) {
      const place = tables.namespaces.get(id);
      if (place === undefined) return null;
      const { kind, runs, ttlMs, maxRecords, embedder, madeAt } = place;
      return { kind, runs, ttlMs, maxRecords, embedder, madeAt };
    },
    workflowOf: async (runId) => tables.workflows.get(runId) ?? null,
    count: async (namespaceId, choice) => chosen(tables, namespaceId, choice).length,
    embed: (request, workspaceId) => embeddings.embed(request, workspaceId),
    recall,
    vectorSearch: async () => ({ kind: "exact", why: "absent" }),
  };
}

function chosen(
  tables: RecallTables,
  namespaceId: string,
  { ids, key, metadata }: MemoryChoice,
): readonly KeptRecord[] {
  return [...tables.records.values()].filter(
    (record) =>
      record.namespaceId === namespaceId &&
      (ids === undefined || ids.includes(record.id)) &&
      (key === undefined || record.key === key) &&
      contains(record.metadata, metadata ?? {}),
  );
}

function hitOf({ id, text, metadata, key, labels, updatedAt, runId, stepKey }: KeptRecord) {
  return { id, text, metadata, key, labels, updatedAt, from: { runId, stepKey }, document: null };
}

/** The best first, those of score 0 or less left out. */
function ranked(records: readonly KeptRecord[], scoreOf: (record: KeptRecord) => number) {
  return records
    .map((record) => ({ id: record.id, score: scoreOf(record) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function wordsOf(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))];
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}

function trigramSimilarity(a: string, b: string): number {
  const [of, other] = [trigrams(a), trigrams(b)];
  const shared = [...of].filter((one) => other.has(one)).length;
  return shared / (of.size + other.size - shared);
}

function trigrams(word: string): ReadonlySet<string> {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, i) => padded.slice(i, i + 3)));
}

/** As `@>` of jsonb: objects member by member, lists by what they hold, all else by being equal. */
function contains(whole: Json, part: Json): boolean {
  if (Array.isArray(part)) {
    return Array.isArray(whole) && part.every((one) => whole.some((other) => contains(other, one)));
  }
  if (!isObject(part)) return whole === part;
  return (
    isObject(whole) &&
    Object.entries(part).every(([name, value]) => name in whole && contains(whole[name] ?? null, value))
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
