/** Where in the text the words of a field first stand; null where they do not. */
export function nearestPlace(source: string, words: string): number | null {
  const text = source.toLowerCase();
  for (const word of words
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)) {
    const at = word.length > 2 ? text.indexOf(word.replace(/s$/, "")) : -1;
    if (at !== -1) return at;
  }
  return null;
}

/** The value that stands nearest to the place; the first one where there is no place. */
export function nearest<Found extends { readonly at: number }>(
  found: readonly Found[],
  place: number | null,
): Found | undefined {
  if (place === null) return found[0];
  return found.toSorted((a, b) => Math.abs(a.at - place) - Math.abs(b.at - place))[0];
}
