import type { Catalog, NodeDefinition } from "./definition.ts";

/** A catalogue of node types, sorted by type. Throws on a type that is given twice: that is a mistake in the code. */
export function createCatalog(definitions: readonly NodeDefinition[]): Catalog {
  const types = definitions.toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const byType = new Map(types.map((definition) => [definition.type, definition]));
  if (byType.size !== types.length) throw new Error("A node type is registered twice.");
  return { get: (type) => byType.get(type), types };
}
