import type { SearchableText, TextPlace } from "./searchable-texts.ts";
import type { TextFinder, TextHit } from "./text-finder.ts";

/** One place in the document where what is looked for stands. */
export interface FieldHit extends SearchableText {
  /** The same for the same place in the same text, so that a choice survives another search. */
  readonly key: string;
  readonly hit: TextHit;
}

export interface FoundHits {
  readonly hits: readonly FieldHit[];
  /** There are more than `hits` holds. */
  readonly hasMore: boolean;
}

const MOST_HITS = 5_000;

/** All places where it stands, in the order of the document. */
export function findHits(texts: readonly SearchableText[], finder: TextFinder): FoundHits {
  if (!finder.ok) return { hits: [], hasMore: false };
  const hits: FieldHit[] = [];
  for (const one of texts) {
    for (const hit of finder.find(one.text)) {
      if (hits.length === MOST_HITS) return { hits, hasMore: true };
      hits.push({ ...one, key: `${placeKey(one.place)}@${hit.start}`, hit });
    }
  }
  return { hits, hasMore: false };
}

export function placeKey(place: TextPlace): string {
  if (!("nodeId" in place)) return place.kind;
  return "path" in place ? JSON.stringify([place.kind, place.nodeId, ...place.path]) : `${place.kind} ${place.nodeId}`;
}
