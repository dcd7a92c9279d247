/** The group a node type belongs to in the palette; it tints the tile and nothing else. */
export const NODE_CATEGORIES = ["start-end", "flow", "ai", "data", "network", "human", "note"] as const;

export type NodeCategory = (typeof NODE_CATEGORIES)[number];

/** What a person reads above the group. */
export const CATEGORY_WORD: Record<NodeCategory, string> = {
  "start-end": "Start & end",
  flow: "Flow",
  ai: "AI",
  data: "Data",
  network: "Network",
  human: "People",
  note: "Notes",
};
