import type { SummaryWishes } from "./summarise.ts";

const numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

function readNumber(word: string): number {
  const spelled = numbers.indexOf(word.toLowerCase());
  return spelled === -1 ? Number(word) : spelled;
}

const count = `(\\d{1,3}|${numbers.join("|")})`;
const sentenceCount = new RegExp(
  `${count}(?:\\s*(?:or|to|–|-)\\s*${count})?\\s+(?:\\w+\\s+)?(?:sentence|bullet|point|line)`,
  "i",
);
const wordCount = new RegExp(`${count}\\s+words?\\b`, "i");

/** How long a summary the instruction asks for, and in which form; three sentences where it says nothing. */
export function readWishes(instruction: string): SummaryWishes {
  const found = sentenceCount.exec(instruction);
  const words = wordCount.exec(instruction)?.[1];
  const single = /\b(?:a|one) (?:single )?(?:sentence|line)|\bheadline\b|\btitle\b|tl;?dr/i.test(instruction);
  const sentences = found ? readNumber(found[2] ?? found[1] ?? "3") : single ? 1 : 3;
  return {
    topic: instruction,
    sentences: Math.min(Math.max(sentences, 1), 20),
    bullets: /\bbullet|\bpoints\b|\blist of\b/i.test(instruction),
    ...(words !== undefined && { words: readNumber(words) }),
  };
}
