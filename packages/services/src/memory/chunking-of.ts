import { type Chunking, defaultChunking } from "@orrery/ports";

const ways: readonly Chunking["by"][] = ["paragraphs", "sentences", "headings", "characters"];

/** How documents are cut, as a knowledge base keeps it (`memory_namespace.chunking`); what it does not say is as usual. */
export function chunkingOf(kept: unknown): Chunking {
  if (typeof kept !== "object" || kept === null) return defaultChunking;
  const { by, size, overlap } = { ...defaultChunking, ...kept };
  return {
    by: ways.find((way) => way === by) ?? defaultChunking.by,
    size: typeof size === "number" ? size : defaultChunking.size,
    overlap: typeof overlap === "number" ? overlap : defaultChunking.overlap,
  };
}
