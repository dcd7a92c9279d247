import type { NodeCategory as KitCategory } from "@orrery/node-kit";
import type { NodeCategory } from "@orrery/ui";

const TILE: Record<KitCategory, NodeCategory> = {
  "start-end": "start",
  flow: "flow",
  ai: "ai",
  data: "data",
  network: "network",
  human: "human",
  note: "start",
};

/** The tint of a category of the catalogue; a type that is not known looks like start and end. */
export function tileCategory(category: KitCategory | undefined): NodeCategory {
  return category ? TILE[category] : "start";
}
