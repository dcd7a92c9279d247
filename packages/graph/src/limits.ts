/** What a document may hold. Larger ones are refused at import, and an edit may not grow one past them. */
export const graphLimits = {
  bytes: 5 * 1024 * 1024,
  nodes: 10_000,
  edges: 50_000,
  /** Nesting of JSON, the document itself being 1. */
  depth: 64,
  /** Of one pinned output, as JSON. */
  pinBytes: 256 * 1024,
} as const;
