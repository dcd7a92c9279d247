import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import { CATEGORY_WORD, NODE_CATEGORIES } from "@orrery/ui";
import { searchTypes } from "../quick-add/search-types.ts";

export interface PaletteGroup {
  readonly word: string;
  readonly types: readonly NodeDefinition[];
}

/**
 * The types by category in the palette's order, after those that were used last, which do not stand there twice; of a search
 * what it finds, the best first.
 */
export function paletteGroups(
  catalog: Catalog,
  query: string,
  recent: readonly string[] = [],
): readonly PaletteGroup[] {
  if (query.trim() !== "") {
    const found = searchTypes(catalog.types, query);
    return found.length === 0 ? [] : [{ word: "Found", types: found }];
  }
  const last = recent.flatMap((type) => catalog.get(type) ?? []);
  const groups = NODE_CATEGORIES.map((category) => ({
    word: CATEGORY_WORD[category],
    types: catalog.types.filter((type) => type.category === category && !recent.includes(type.type)),
  }));
  return [{ word: "Used last", types: last }, ...groups].filter((group) => group.types.length > 0);
}
