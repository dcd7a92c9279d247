import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import { CATEGORY_WORD, NODE_CATEGORIES } from "@orrery/ui";

export interface PaletteGroup {
  readonly word: string;
  readonly types: readonly NodeDefinition[];
}

/** The types a search finds, by category in the palette's order. */
export function paletteGroups(catalog: Catalog, query: string): readonly PaletteGroup[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const found = catalog.types.filter((type) => words.every((word) => haystack(type).includes(word)));
  return NODE_CATEGORIES.map((category) => ({
    word: CATEGORY_WORD[category],
    types: found.filter((type) => type.category === category),
  })).filter((group) => group.types.length > 0);
}

function haystack(type: NodeDefinition): string {
  return [type.title, type.type, type.description, ...type.keywords].join(" ").toLowerCase();
}
