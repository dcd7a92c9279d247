import type { RunEvent } from "@orrery/engine";
import type { ValueKind, ValueLabels } from "@orrery/ports";

/**
 * The archive of one range of runs, `orrery.archive/v1`: a gzip file of JSON lines and a manifest beside it. The file is a
 * chain of gzip members of about 1 MB of text each, so that `zcat` reads all of it and one run is read without the rest.
 * Lines come run by run in order of their ids: `run`, then its commands, events and values. docs/scale.md describes them.
 */
export const archiveSchema = "orrery.archive/v1";

/** Where a member begins: the first run it holds lines of, its offset and its length in bytes. */
export type ArchiveBlock = readonly [firstRunId: string, offset: number, bytes: number];

export interface ArchiveCounts {
  readonly runs: number;
  readonly commands: number;
  readonly events: number;
  readonly values: number;
}

/** How far the logs of a range have come: as long as it is the same, nothing was appended to any of them. */
export interface RangeMark {
  readonly runs: number;
  readonly lastSeqs: number;
}

export interface ArchiveManifest {
  readonly schema: typeof archiveSchema;
  readonly archiveId: string;
  readonly range: {
    readonly name: string;
    /** Ids of runs from `low`, below `high`. */
    readonly low: string;
    readonly high: string;
    /** The same as times, ISO. */
    readonly from: string;
    readonly to: string;
  };
  readonly createdAt: string;
  readonly file: string;
  readonly bytes: number;
  /** Of the file, hex. */
  readonly sha256: string;
  /** False where the values had expired before the log was archived. */
  readonly withValues: boolean;
  readonly counts: ArchiveCounts;
  readonly mark: RangeMark;
  readonly blocks: readonly ArchiveBlock[];
}

/** One line of an archive. `json` is a value's text as it was stored. */
export type ArchiveLine =
  | { readonly kind: "run"; readonly runId: string; readonly row: Readonly<Record<string, unknown>> }
  | { readonly kind: "command"; readonly runId: string; readonly row: Readonly<Record<string, unknown>> }
  | { readonly kind: "event"; readonly runId: string; readonly event: RunEvent }
  | ({ readonly kind: "value"; readonly runId: string } & ArchivedValue);

export interface ArchivedValue {
  readonly id: string;
  readonly valueKind: ValueKind;
  readonly bytes: number;
  readonly labels: ValueLabels;
  readonly preview: string;
  readonly json: string;
}

/** The name of a range's file. The id keeps archives of two databases in one folder apart. */
export function archiveFileName(range: { readonly name: string; readonly archiveId: string }): string {
  return `${range.name}-${range.archiveId.slice(0, 8)}.jsonl.gz`;
}

/** The name of the manifest beside a file. */
export function manifestFileName(file: string): string {
  return file.replace(/\.jsonl\.gz$/, ".manifest.json");
}
