import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "./open-embedded.ts";

/** Runs `work` against a new Postgres in a temporary folder; both are gone afterwards. Nothing in it is durable. */
export async function withScratchCluster<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "orrery-scratch-"));
  try {
    const postgres = await openEmbedded({ dataDir, durable: false });
    try {
      return await work(postgres.url);
    } finally {
      await postgres.release();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
