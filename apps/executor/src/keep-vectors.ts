import { indexVectors, type RunStore } from "@orrery/db/run-log";
import { keepLooking } from "./keep-looking.ts";

/** A model that is used for the first time gets its index within so long. */
const pauseMs = 5_000;

/**
 * Keeps pgvector's indexes while the executor takes runs, where the database has pgvector. Where it has one that cannot be
 * used, it says so once.
 * @returns a function that ends it, and resolves when nothing of it is under way.
 */
export function keepVectors(options: {
  readonly pool: RunStore["pool"];
  readonly isActive: () => boolean;
  readonly onNote: (note: string) => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}): () => Promise<void> {
  return keepLooking({
    pauseMs,
    onFailed: (error) => options.onTrouble("The indexes of vectors could not be looked at", error),
    look: async (signal) => {
      if (!options.isActive()) return pauseMs;
      const { prepared, hadWork } = await indexVectors(options.pool, signal);
      if (prepared.kind === "hnsw") return hadWork ? 0 : pauseMs;
      if (prepared.why === "old") options.onNote("Vectors are compared exactly: pgvector is older than 0.8.");
      if (prepared.why === "refused") {
        options.onNote(
          `Vectors are compared exactly: pgvector cannot be used (${prepared.said ?? "no reason given"}).`,
        );
      }
      // What the database has does not change under way.
      return null;
    },
  });
}
