const stopWords = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by can
  could did do does doing down during each few for from further had has have having he her here hers him his how i if in
  into is it its itself just me more most my no nor not now of off on once only or other our ours out over own same she
  should so some such than that the their theirs them then there these they this those through to too under until up
  very was we were what when where which while who whom why will with would you your yours say says said please
  give get got make made use used using one two three us`.split(/\s+/),
);

/** Cuts the commonest English endings, so that "crashes", "crashed" and "crash" are one term. */
export function stem(word: string): string {
  let base = word.replace(/['’]s?$/, "");
  if (base.length > 3)
    base = base
      .replace(/ies$/, "y")
      .replace(/(?<=[sxz]|ch|sh)es$/, "")
      .replace(/(?<!s)s$/, "");
  if (base.length > 5) base = base.replace(/(?:ation|ment|ingly|edly|fully)$/, "");
  if (base.length > 4) base = base.replace(/(?:ing|ed|ly|er)$/, "");
  return base.length > 3 ? base.replace(/e$/, "").replace(/([bdfgmnprt])\1$/, "$1") : base;
}

/** The words of a text in lower case, in order, with repeats. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’._-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** The stems of the words that carry meaning, in order, with repeats. */
export function termsOf(text: string): readonly string[] {
  return wordsOf(text)
    .filter((word) => word.length > 1 && !stopWords.has(word) && !/^\d+$/.test(word))
    .map(stem);
}

/** How alike two texts are by their terms: shared terms against the geometric mean of their sizes, 0 to 1. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const term of small) if (large.has(term)) shared += 1;
  return shared / Math.sqrt(a.size * b.size);
}
