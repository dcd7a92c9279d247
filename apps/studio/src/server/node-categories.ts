import type { Catalog } from "@orrery/node-kit";
import type { NodeCategory } from "@orrery/ui";

/** The category of each node type, for drawings; small enough to send with a page. */
export function nodeCategories(catalog: Catalog): Record<string, NodeCategory> {
  return Object.fromEntries(catalog.types.map((type) => [type.type, type.category]));
}
