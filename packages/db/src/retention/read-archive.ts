import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { ArchiveBlock, ArchiveLine, ArchiveManifest } from "./archive-format.ts";

const inflate = promisify(gunzip);

/** All lines of an archive, in order. Rejects where a member is broken. */
export async function* readArchive(dir: string, manifest: ArchiveManifest): AsyncGenerator<ArchiveLine> {
  yield* linesOf(dir, manifest, 0);
}

/** The lines of one run; none where the archive does not hold it. Reads only the members that may. */
export async function* readArchivedRun(
  dir: string,
  manifest: ArchiveManifest,
  runId: string,
): AsyncGenerator<ArchiveLine> {
  for await (const line of linesOf(dir, manifest, firstBlockOf(manifest.blocks, runId))) {
    if (line.runId > runId) return;
    if (line.runId === runId) yield line;
  }
}

/** A run may begin in the middle of the last member that starts before it. */
function firstBlockOf(blocks: readonly ArchiveBlock[], runId: string): number {
  const after = blocks.findIndex(([first]) => first >= runId);
  return Math.max(0, (after === -1 ? blocks.length : after) - 1);
}

async function* linesOf(dir: string, manifest: ArchiveManifest, from: number): AsyncGenerator<ArchiveLine> {
  const file = await open(join(dir, manifest.file), "r");
  try {
    for (const block of manifest.blocks.slice(from)) {
      const text = (await inflate(await readBlock(file, block))).toString("utf8");
      for (const line of text.split("\n")) if (line !== "") yield parseLine(line);
    }
  } finally {
    await file.close();
  }
}

async function readBlock(file: FileHandle, [, offset, bytes]: ArchiveBlock): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, offset);
  if (bytesRead !== bytes) throw new Error(`the archive ends before byte ${offset + bytes}`);
  return buffer;
}

/** What we wrote ourselves: the file's checksum stands for its shape. */
function parseLine(text: string): ArchiveLine {
  return JSON.parse(text);
}
