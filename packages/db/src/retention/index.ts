export type { ArchiveLine, ArchiveManifest } from "./archive-format.ts";
export { type KeptRange, keepLog } from "./keep-log.ts";
export { readArchive, readArchivedRun } from "./read-archive.ts";
export { readManifest } from "./read-manifest.ts";
export { type LogWidth, type RetentionSettings, readRetentionSettings } from "./retention-settings.ts";
export { verifyArchive } from "./verify-archive.ts";
