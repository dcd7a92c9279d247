import { defineRuntime, type Json, StepFailure } from "@orrery/node-kit";
import { readText } from "../read-text.ts";
import { type ChunkSettings, chunkText } from "./chunk-text.ts";

const longestText = 2_000_000;
const mostChunks = 20_000;

/**
 * Cuts its text as `chunkText` does. `TEXT_EXPECTED`, `TEXT_TOO_LONG` (2,000,000 characters) and `TOO_MANY_PIECES` (20,000)
 * beyond the limits.
 */
export const chunkRuntime = defineRuntime<Partial<ChunkSettings> & { readonly text: Json }>({
  type: "chunk",
  run(_ctx, { config }) {
    const { by = "paragraphs", size = 2_000, overlap = 200 } = config;
    const text = readText(config.text, "The text", longestText);
    const chunks = chunkText(text, { by, size, overlap: Math.min(overlap, Math.floor(size / 2)) });
    if (chunks.length > mostChunks) {
      throw new StepFailure({
        code: "TOO_MANY_PIECES",
        message: `There would be ${chunks.length.toLocaleString("en")} pieces; at most ${mostChunks.toLocaleString("en")} are made. Choose larger ones.`,
        class: "limit",
      });
    }
    return {
      kind: "done",
      output: { chunks: chunks.map((chunk, index) => ({ index, ...chunk })), count: chunks.length },
    };
  },
});
