import type { Sentence } from "./sentences.ts";
import { similarity, termsOf } from "./terms.ts";

const rounds = 30;
const damping = 0.85;
/** Words that announce what matters to a reader, with how much each adds. */
const cues: readonly (readonly [RegExp, number])[] = [
  [/\b(?:security|vulnerab\w+|injection|CVE-\d)/i, 0.6],
  [/\b(?:breaking|no longer|removed?|drop(?:s|ped)?|must|deprecat\w+)\b/i, 0.45],
  [/\b(?:data loss|lost|crash\w*|leak\w*)\b/i, 0.35],
  [/\b(?:new|now|add(?:s|ed)?|support(?:s|ed)?|introduc\w+|can now|faster|improv\w+)\b/i, 0.2],
  [/\b(?:fix(?:es|ed)?|correct\w*)\b/i, 0.1],
  [/\b(?:in (?:short|summary)|therefore|as a result|important\w*|overall|conclu\w+)\b/i, 0.3],
  [/^(?:updated? dependenc|bump|chore|internal|typo|refactor|release|thanks|docs?[:(])/i, -1.2],
  [/^\[(?:tests?|dev deps|deps|meta|actions|readme|eslint|docs?)\]|^@?[\w/-]+@\d\S*$/i, -1],
];

function pageRank(links: readonly (readonly number[])[]): readonly number[] {
  const size = links.length;
  const totals = links.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = links.map(() => 1 / size);
  for (let round = 0; round < rounds; round += 1) {
    ranks = ranks.map((_, to) => {
      let sum = 0;
      for (let from = 0; from < size; from += 1) {
        const total = totals[from] ?? 0;
        if (total > 0) sum += ((links[from]?.[to] ?? 0) / total) * (ranks[from] ?? 0);
      }
      return (1 - damping) / size + damping * sum;
    });
  }
  return ranks;
}

export interface RankedSentence extends Sentence {
  readonly index: number;
  readonly score: number;
  readonly terms: ReadonlySet<string>;
}

/**
 * Scores sentences by how much the others say the same (TextRank: a random walk over term similarity; Mihalcea and Tarau
 * 2004), raised for standing early, for cue words and for likeness to `topic`, lowered for being very short or long.
 * In the order of the text.
 */
export function rankSentences(sentences: readonly Sentence[], topic: string): readonly RankedSentence[] {
  const terms = sentences.map((sentence) => new Set(termsOf(sentence.text)));
  const links = terms.map((own, row) => terms.map((other, column) => (row === column ? 0 : similarity(own, other))));
  const ranks = pageRank(links);
  const highest = Math.max(...ranks, Number.MIN_VALUE);
  const wanted = new Set(termsOf(topic));
  return sentences.map((sentence, index) => {
    const own = terms[index] ?? new Set<string>();
    const { length } = sentence.text;
    const cue = cues.reduce((sum, [pattern, weight]) => (pattern.test(sentence.text) ? sum + weight : sum), 0);
    const early = sentence.item ? 0.15 / (1 + index / 4) + (sentence.lead ? 0.25 : 0) : 0.45 / (1 + index);
    const size = own.size < 3 ? -0.5 : length > 320 ? -0.25 : 0;
    const score = (ranks[index] ?? 0) / highest + cue + early + size + 0.5 * similarity(own, wanted);
    return { ...sentence, index, score, terms: own };
  });
}
