import type { NodeCategory } from "@orrery/ui";

/** The colour of a tile in a small drawing. */
export const CATEGORY_FILL: Readonly<Record<NodeCategory, string>> = {
  "start-end": "fill-category-start/60",
  flow: "fill-category-flow/70",
  ai: "fill-category-ai/60",
  network: "fill-category-network/80",
  data: "fill-category-data/60",
  human: "fill-category-human/60",
  note: "fill-category-start/40",
};
