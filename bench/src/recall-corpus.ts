import { v7 as uuidv7 } from "uuid";

export interface CorpusRecord {
  readonly id: string;
  readonly text: string;
  /** Of length 1. */
  readonly vector: Float32Array;
}

const dimensions = 384;
const vocabulary = 30_000;
const topics = 500;
const longestText = 90;
const syllables =
  "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu".split(
    " ",
  );

/**
 * Texts whose words are as common as in language (the n-th word 1/n as often as the first), in topics, with vectors that are
 * near each other within a topic. The same each time.
 */
export function recallCorpus(count: number) {
  const next = mulberry32(7);
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const direction = (): Float32Array => Float32Array.from({ length: dimensions }, () => next() + next() + next() - 1.5);
  const words = Array.from({ length: vocabulary }, (_, i) => wordOf(i));
  // By the inverse of Zipf's distribution function, roughly.
  const anyWord = (): string => words[Math.min(vocabulary - 1, Math.floor(vocabulary ** next()) - 1)] ?? "";
  const centres = Array.from({ length: topics }, direction);
  const near = (centre: Float32Array): Float32Array => {
    const other = direction();
    return unit(centre.map((x, i) => x + 0.8 * (other[i] ?? 0)));
  };

  const records = Array.from({ length: count }, (): CorpusRecord => {
    const text = Array.from({ length: between(30, longestText) }, anyWord).join(" ");
    return { id: uuidv7(), text, vector: near(centres[between(0, topics - 1)] ?? direction()) };
  });

  return {
    records,
    /** Some words of a record, one in ten misspelled, and a vector near its own. */
    question(): { readonly text: string; readonly vector: Float32Array } {
      const record = records[between(0, count - 1)];
      const all = record?.text.split(" ") ?? [];
      const said = Array.from({ length: between(4, 8) }, () => all[between(0, all.length - 1)] ?? "");
      const text = said.map((word) => (next() < 0.1 ? `${word.slice(0, 2)}x${word.slice(2)}` : word)).join(" ");
      return { text, vector: near(record?.vector ?? direction()) };
    },
    /** By plain arithmetic in doubles. */
    nearest(vector: Float32Array, limit: number): ReadonlySet<string> {
      const scored = records.map(({ id, vector: other }) => {
        let score = 0;
        for (let i = 0; i < dimensions; i += 1) score += (vector[i] ?? 0) * (other[i] ?? 0);
        return { id, score };
      });
      return new Set(
        scored
          .toSorted((a, b) => b.score - a.score)
          .slice(0, limit)
          .map(({ id }) => id),
      );
    },
  };
}

function wordOf(n: number): string {
  const parts: string[] = [];
  for (let rest = n + 60; rest > 0; rest = Math.floor(rest / syllables.length))
    parts.push(syllables[rest % syllables.length] ?? "");
  return parts.join("");
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  return vector.map((x) => x / length);
}

/** Tommy Ettinger's mulberry32. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
