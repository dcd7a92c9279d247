import { termsOf, wordsOf } from "./terms.ts";

export const offlineDimensions = 384;

/** A word counts this much more than each of the pieces by which it resembles others. */
const pieceWeight = 0.25;
const pieceLength = 4;

/**
 * A vector of a text by feature hashing (Weinberger and others, 2009): stems of its words and pieces of them, each added with
 * a sign at a place that its hash gives, commoner ones by the logarithm of their number. No meaning is understood: two texts
 * are near each other as far as they have words, or parts of words, in common. Of length 1; without words it is all zeros.
 */
export function embedOffline(text: string): Float32Array {
  const features = new Map<string, number>();
  const terms = termsOf(text);
  // A text of nothing but stop words and numbers still is like itself.
  for (const term of terms.length > 0 ? terms : wordsOf(text)) {
    add(features, `=${term}`, 1);
    for (const piece of piecesOf(term)) add(features, piece, pieceWeight);
  }
  const vector = new Float32Array(offlineDimensions);
  for (const [feature, count] of features) {
    const hash = fnv1a(feature);
    const weight = Math.log1p(count) * (hash & 1 ? 1 : -1);
    const place = (hash >>> 1) % offlineDimensions;
    vector[place] = (vector[place] ?? 0) + weight;
  }
  return unit(vector);
}

/** The same direction with length 1. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  return length === 0 ? vector : vector.map((x) => x / length);
}

function add(features: Map<string, number>, feature: string, weight: number): void {
  features.set(feature, (features.get(feature) ?? 0) + weight);
}

function piecesOf(term: string): readonly string[] {
  const padded = `^${term}$`;
  return Array.from({ length: Math.max(0, padded.length - pieceLength + 1) }, (_, i) =>
    padded.slice(i, i + pieceLength),
  );
}

/** Fowler, Noll and Vo's hash of 32 bits, over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  // The lowest bits of the product are weak, and one of them is the sign.
  return (hash ^ (hash >>> 15)) >>> 0;
}
