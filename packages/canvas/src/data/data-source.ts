import { findInJson, type Json, type JsonHit, type JsonPart, jsonPart, type PartQuestion } from "@orrery/graph";
import type { CardHost } from "@orrery/node-kit/card";

/** A value that is looked at in pieces. */
export interface DataSource {
  /** Null where nothing stands there, or it is no longer kept. */
  part(question: PartQuestion): Promise<JsonPart | null>;
  find(text: string): Promise<{ readonly hits: readonly JsonHit[]; readonly isWhole: boolean }>;
}

const mostHits = 50;

/** A value that is here. */
export function localSource(value: Json): DataSource {
  return {
    part: (question) => Promise.resolve(jsonPart(value, question)),
    async find(text) {
      const hits: JsonHit[] = [];
      findInJson(value, text, { hits, most: mostHits });
      return { hits, isWhole: hits.length < mostHits };
    },
  };
}

/** A value of the run, of which the server gives what is looked at. */
export function storedSource(host: CardHost, valueId: string): DataSource {
  const { readPart, findIn } = host;
  if (readPart !== undefined && findIn !== undefined) {
    return { part: (question) => readPart(valueId, question), find: (text) => findIn(valueId, text) };
  }
  const whole = host.readValue(valueId).then((read) => (read.kind === "value" ? localSource(read.value) : null));
  return {
    part: async (question) => (await whole)?.part(question) ?? null,
    find: async (text) => (await whole)?.find(text) ?? { hits: [], isWhole: true },
  };
}
