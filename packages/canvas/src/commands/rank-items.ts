/** One line of the palette, as far as finding it goes. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  /** What it may also be looked for by: an id, a type, other words. */
  readonly words: readonly string[];
}

/**
 * The entries that a search finds, best first: each of its words stands somewhere in the title or the other words. One that
 * the title begins with counts most, then one that begins a word of it; what was used lately comes first among equals.
 * `recent`: ids, newest first.
 */
export function rankItems<T extends PaletteEntry>(
  items: readonly T[],
  query: string,
  recent: readonly string[] = [],
): readonly T[] {
  const wanted = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const age = new Map(recent.map((id, index) => [id, index]));
  return items
    .map((item, order) => ({ item, order, score: score(item, wanted), age: age.get(item.id) ?? recent.length }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.age - b.age || a.order - b.order)
    .map(({ item }) => item);
}

function score({ title, words }: PaletteEntry, wanted: readonly string[]): number {
  const name = title.toLowerCase();
  const others = words.join(" ").toLowerCase();
  let least = 4;
  for (const [index, word] of wanted.entries()) {
    const found = worth(word, name, others, index === 0);
    if (found === 0) return 0;
    least = Math.min(least, found);
  }
  return least;
}

function worth(word: string, name: string, others: string, isFirst: boolean): number {
  const at = name.indexOf(word);
  if (at === 0 && isFirst) return 4;
  if (at === 0 || (at > 0 && name.includes(` ${word}`))) return 3;
  if (at > 0) return 2;
  return others.includes(word) ? 1 : 0;
}
