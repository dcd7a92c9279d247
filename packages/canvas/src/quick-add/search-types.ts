import type { NodeDefinition } from "@orrery/node-kit";

/** How well a word fits, from best to worst; a word that fits nowhere leaves the type out. */
const RANKS: readonly ((type: NodeDefinition, word: string) => boolean)[] = [
  (type, word) => type.title.toLowerCase().startsWith(word),
  (type, word) =>
    type.title
      .toLowerCase()
      .split(/\s+/)
      .some((part) => part.startsWith(word)),
  (type, word) => `${type.title} ${type.type}`.toLowerCase().includes(word),
  (type, word) => type.keywords.some((keyword) => keyword.toLowerCase().startsWith(word)),
  (type, word) => [type.description, ...type.keywords].join(" ").toLowerCase().includes(word),
  (type, word) => type.fields.some((field) => `${field.label} ${field.help ?? ""}`.toLowerCase().includes(word)),
];

/**
 * The types that every word of a query fits, the best first: by name, then by keyword, then by what is said of the type and
 * of its fields. Among equals the given order holds; an empty query gives all.
 */
export function searchTypes(types: readonly NodeDefinition[], query: string): readonly NodeDefinition[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return types;
  return types
    .map((type) => ({ type, rank: rankOf(type, words) }))
    .filter(({ rank }) => rank < RANKS.length)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ type }) => type);
}

function rankOf(type: NodeDefinition, words: readonly string[]): number {
  return Math.max(
    ...words.map((word) => {
      const at = RANKS.findIndex((fits) => fits(type, word));
      return at < 0 ? RANKS.length : at;
    }),
  );
}
