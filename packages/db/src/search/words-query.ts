const mostWords = 8;

/**
 * What people type as a question to `run_search.words`: all of the words, each as a beginning. Null where there is no word in
 * it. Signs that could mean something to `to_tsquery` part words, as they do where runs are indexed.
 */
export function wordsQuery(typed: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they part words too.
  const words = typed.split(/[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\s]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return null;
  return words
    .slice(0, mostWords)
    .map((word) => `'${word}':*`)
    .join(" & ");
}
