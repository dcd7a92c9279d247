import { defineRuntime, type Json, type MemoryHit, type MemoryScope, StepFailure } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";
import { memoryPlaceOf } from "../memory-place.ts";
import { nameOfType } from "../name-of-type.ts";
import { readText } from "../read-text.ts";
import { orderByModel } from "./order-by-model.ts";

interface RecallConfig {
  readonly scope?: MemoryScope;
  readonly memory: string;
  readonly person?: Json;
  readonly query: Json;
  readonly limit?: number;
  readonly metadata?: Json;
  readonly read?: "latest" | "run";
  readonly rerank?: string;
}

const longestQuery = 20_000;
/** What a model is given to put in order, for each that is wanted. */
const readAhead = 3;

/**
 * Finds records by words, spelling and vectors. `QUERY_EMPTY`, `METADATA_EXPECTED`, `TEXT_EXPECTED` and `TEXT_TOO_LONG` for
 * config that does not fit, and what `ctx.memory` and the model throw.
 */
export const recallRuntime = defineRuntime<RecallConfig>({
  type: "recall",
  async run(ctx, { config }) {
    const query = readText(config.query, "The question", longestQuery);
    if (query.trim() === "") throw refusal("QUERY_EMPTY", "The question is empty, so there is nothing to look for.");
    const metadata = config.metadata ?? null;
    if (metadata !== null && !isObject(metadata)) {
      throw refusal("METADATA_EXPECTED", `The metadata should be an object, and is ${nameOfType(metadata)}.`);
    }
    const { limit = 5, read = "latest", rerank } = config;
    const found = await ctx.memory.recall(memoryPlaceOf(config), {
      query,
      limit: rerank === undefined ? limit : Math.min(limit * readAhead, 50),
      read,
      ...(metadata !== null && { metadata }),
    });
    const ordered =
      rerank === undefined ? { hits: found.hits } : await orderByModel(ctx, found.hits, { model: rerank, query });
    const hits = ordered.hits.slice(0, limit);
    const output = {
      hits: hits.map(hitJson),
      text: hits.map(passage).join("\n\n"),
      count: hits.length,
      embedder: found.embedder,
    };
    const { usage, model } = "usage" in ordered ? ordered : { usage: undefined, model: undefined };
    return {
      kind: "done",
      output,
      writes: [found.write],
      labels: found.labels,
      ...(usage !== undefined && { usage }),
      ...(model !== undefined && { model }),
    };
  },
});

function hitJson({ id, text, metadata, key, score, found, updatedAt, from, document, labels }: MemoryHit): Json {
  return {
    id,
    text,
    metadata,
    key,
    score,
    found: Object.fromEntries(Object.entries(found).map(([name, why]) => [name, { ...why }])),
    at: new Date(updatedAt).toISOString(),
    run: from?.runId ?? null,
    document: document?.name ?? null,
    url: document?.url ?? null,
    label: labels.i,
  };
}

/** A hit as a model is best given it: numbered by the caller's order, with its source. */
function passage({ text, document }: MemoryHit): string {
  return document === null ? text : `[${document.name}]\n${text}`;
}

function refusal(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}
