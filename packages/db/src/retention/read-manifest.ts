import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ArchiveManifest, archiveSchema, manifestFileName } from "./archive-format.ts";

/**
 * The manifest beside an archive.
 * @throws Error in one sentence where there is none, or it is of another format; what the system said is its cause.
 */
export async function readManifest(dir: string, file: string): Promise<ArchiveManifest> {
  const path = join(dir, manifestFileName(file));
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new Error(`The archive's manifest ${path} cannot be read.`, { cause });
  }
  if (!isManifest(manifest)) throw new Error(`${path} is not a manifest of ${archiveSchema}.`);
  return manifest;
}

/** Looks at what reading relies on; who can write into the folder of the archives can write their own past anyway. */
function isManifest(json: unknown): json is ArchiveManifest {
  return (
    typeof json === "object" &&
    json !== null &&
    "schema" in json &&
    json.schema === archiveSchema &&
    "file" in json &&
    typeof json.file === "string" &&
    !/[/\\]/.test(json.file) &&
    "sha256" in json &&
    typeof json.sha256 === "string" &&
    "counts" in json &&
    typeof json.counts === "object" &&
    "mark" in json &&
    typeof json.mark === "object" &&
    "blocks" in json &&
    Array.isArray(json.blocks) &&
    json.blocks.every(
      (block) =>
        Array.isArray(block) &&
        typeof block[0] === "string" &&
        Number.isSafeInteger(block[1]) &&
        Number.isSafeInteger(block[2]),
    )
  );
}
