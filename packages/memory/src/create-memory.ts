import type { MemoryFinding, MemoryHit } from "@orrery/node-kit";
import {
  type Embeddings,
  fuseRankings,
  type Memory,
  type MemoryAnswer,
  type MemoryRanking,
  type MemoryRequest,
  type MemorySearch,
  type MemoryStore,
} from "@orrery/ports";
import { MatrixCache } from "./vectors/matrix-cache.ts";

export interface MemoryOptions {
  readonly store: MemoryStore;
  readonly embeddings: Embeddings;
  /** Epoch ms. */
  readonly now: () => number;
  /** Of the vectors that this process keeps; 512 MB by default. */
  readonly maxBytes?: number;
}

/** Each ranking goes at least so deep, and four times as deep as what is wanted. */
const shallowest = 40;

/**
 * Memory over a store: three rankings (words, nearly right spelling, vectors), fused by their ranks. Vectors are compared by
 * the database where it can, and otherwise exactly, in a copy that this process keeps up to date.
 */
export function createMemory({ store, embeddings, now, maxBytes = 512 * 2 ** 20 }: MemoryOptions): Memory {
  const matrices = new MatrixCache(store, { maxBytes, now });

  /** The nearest by vector, and how they were found; none where the query has no direction, such as one without words. */
  async function byMeaning(request: MemoryRequest, search: MemorySearch, place: { embedder: string; madeAt: number }) {
    const { namespace, query, signal } = request;
    const copy = () => matrices.get({ namespaceId: namespace.id, embedder: place.embedder, madeAt: place.madeAt });
    const [{ vectors }, { kind, held }] = await Promise.all([
      embeddings.embed({ model: place.embedder, texts: [query], signal }, namespace.workspaceId),
      store.vectorSearch().then(async ({ kind }) => ({ kind, held: kind === "exact" ? await copy() : null })),
    ]);
    const [vector] = vectors;
    if (kind === "hnsw") {
      const near = vector === undefined ? [] : await store.nearest(search, vector, place.embedder);
      if (near !== null) return { compared: "hnsw" as const, near: near.filter(hasInCommon) };
    }
    const compared = "exact" as const;
    const matrix = kind === "hnsw" ? await copy() : held;
    if (vector === undefined || matrix === null || matrix.dimensions !== vector.length) return { compared, near: [] };
    const isFiltered = search.metadata !== null || search.runId !== null;
    const allowed = isFiltered ? await store.allowed(search) : null;
    const near = matrix.nearest(vector, { limit: search.limit, now: now(), allowed });
    return { compared, near: near.filter(hasInCommon) };
  }

  async function byText(search: MemorySearch) {
    const { hits, unknown } = await store.words(search);
    return { words: hits, spelling: await store.spelling(search, unknown) };
  }

  return {
    facts: (namespace) => store.facts(namespace),
    workflowOf: (runId) => store.workflowOf(runId),
    vectorSearch: () => store.vectorSearch(),
    count: (namespaceId, choice) => store.count(namespaceId, choice),
    embed: (request, workspaceId) => embeddings.embed(request, workspaceId),

    async recall(request): Promise<MemoryAnswer> {
      const { namespace, query, limit, metadata, runId } = request;
      const facts = await store.facts(namespace);
      if (facts === null) return { hits: [], embedder: "", rankings: [], compared: "exact" };
      const search: MemorySearch = {
        namespaceId: namespace.id,
        query,
        limit: Math.max(shallowest, limit * 4),
        metadata: metadata ?? null,
        runId: runId ?? null,
      };
      const [{ words, spelling }, { near: meaning, compared }] = await Promise.all([
        byText(search),
        byMeaning(request, search, facts),
      ]);
      const rankings = [words, spelling ?? [], meaning].map((ranking) => ranking.map(({ id }) => id));
      const fused = fuseRankings(rankings);
      const records = await store.records(
        search,
        fused.map(({ id }) => id),
      );
      const findings = findingsOf({ words, spelling: spelling ?? [], meaning });
      const hits = fused.flatMap(({ id, score }): readonly MemoryHit[] => {
        const record = records.get(id);
        return record === undefined ? [] : [{ ...record, score, found: findings.get(id) ?? {} }];
      });
      const took: readonly MemoryRanking[] =
        spelling === null ? ["words", "meaning"] : ["words", "spelling", "meaning"];
      return { hits: hits.slice(0, limit), embedder: facts.embedder, rankings: took, compared };
    },
  };
}

/** At a right angle or beyond there is nothing in common. */
function hasInCommon({ similarity }: { readonly similarity: number }): boolean {
  return similarity > 0;
}

interface Rankings {
  readonly words: readonly { readonly id: string; readonly matched: readonly string[] }[];
  readonly spelling: readonly { readonly id: string; readonly similarity: number }[];
  readonly meaning: readonly { readonly id: string; readonly similarity: number }[];
}

/** For each record, its place in each ranking that has it. */
function findingsOf({ words, spelling, meaning }: Rankings): ReadonlyMap<string, MemoryFinding> {
  const findings = new Map<string, MemoryFinding>();
  const put = (id: string, finding: MemoryFinding) => findings.set(id, { ...findings.get(id), ...finding });
  for (const [i, { id, matched }] of words.entries()) put(id, { words: { rank: i + 1, matched } });
  for (const [i, { id, similarity }] of spelling.entries()) put(id, { spelling: { rank: i + 1, similarity } });
  for (const [i, { id, similarity }] of meaning.entries()) put(id, { meaning: { rank: i + 1, similarity } });
  return findings;
}
