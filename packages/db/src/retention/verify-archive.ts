import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ArchiveManifest } from "./archive-format.ts";
import { readArchive } from "./read-archive.ts";

/**
 * Reads an archive back from its folder, all of it: the file's checksum, every line, the counts, and that each run's events
 * go on without a gap.
 * @throws Error in one sentence where anything differs from the manifest.
 */
export async function verifyArchive(dir: string, manifest: ArchiveManifest): Promise<void> {
  const path = join(dir, manifest.file);
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  if (hash.digest("hex") !== manifest.sha256) throw new Error(`${path} is not what was written: its SHA-256 differs.`);

  const counts = { run: 0, command: 0, event: 0, value: 0 };
  let before = { runId: "", seq: 0 };
  for await (const line of readArchive(dir, manifest)) {
    counts[line.kind] += 1;
    if (line.kind !== "event") continue;
    const seq = (line.runId === before.runId ? before.seq : 0) + 1;
    if (line.event.seq !== seq) throw new Error(`${path} lacks event ${seq} of run ${line.runId}.`);
    before = { runId: line.runId, seq };
  }
  const found = { runs: counts.run, commands: counts.command, events: counts.event, values: counts.value };
  if (JSON.stringify(found) !== JSON.stringify(sameOrder(manifest))) {
    throw new Error(`${path} holds ${JSON.stringify(found)}, its manifest says ${JSON.stringify(manifest.counts)}.`);
  }
}

function sameOrder({ counts }: ArchiveManifest): ArchiveManifest["counts"] {
  return { runs: counts.runs, commands: counts.commands, events: counts.events, values: counts.values };
}
