import { type RankedSentence, rankSentences } from "./rank-sentences.ts";
import { sentencesOf } from "./sentences.ts";
import { similarity } from "./terms.ts";

export interface SummaryWishes {
  /** What the summary is for; sentences like it are preferred. */
  readonly topic: string;
  readonly sentences: number;
  /** Words at most; the first sentence stays in any case. */
  readonly words?: number;
  readonly bullets?: boolean;
}

/** The best sentences that do not repeat one another, in the order of the text. */
function pick(ranked: readonly RankedSentence[], count: number): readonly RankedSentence[] {
  const left = [...ranked];
  const chosen: RankedSentence[] = [];
  while (chosen.length < count && left.length > 0) {
    const worth = left.map(
      (one) => one.score - 0.8 * Math.max(0, ...chosen.map((other) => similarity(one.terms, other.terms))),
    );
    const highest = Math.max(...worth);
    if (chosen.length > 0 && highest < -0.3) break;
    const best = worth.indexOf(highest);
    chosen.push(...left.splice(best, 1));
  }
  return chosen.toSorted((a, b) => a.index - b.index);
}

/** Shortened at the end of a word, with an ellipsis where something is left out. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, Math.max(0, limit - 1));
  return `${cut.replace(/\s+\S*$/, "").replace(/[\s,;:–-]+$/, "")}…`;
}

function asSentence(text: string): string {
  const capital = text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return /[.!?…]["”'’)`]*$/.test(capital) ? capital : `${capital.replace(/[\s,;:]+$/, "")}.`;
}

/** A summary made of the text's own sentences. Empty where the text has none. */
export function summarise(text: string, wishes: SummaryWishes): string {
  const chosen = pick(rankSentences(sentencesOf(text), wishes.topic), wishes.sentences).map((one) =>
    asSentence(shorten(one.text, 320)),
  );
  const kept: string[] = [];
  let words = 0;
  for (const sentence of chosen) {
    words += sentence.split(/\s+/).length;
    if (kept.length > 0 && words > (wishes.words ?? Number.POSITIVE_INFINITY)) break;
    kept.push(sentence);
  }
  return wishes.bullets ? kept.map((sentence) => `- ${sentence}`).join("\n") : kept.join(" ");
}
