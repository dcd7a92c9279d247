import { access } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvent } from "@orrery/engine";
import type { SqlRunner } from "../run-log/sql-runner.ts";
import type { ArchivedValue, ArchiveLine, ArchiveManifest } from "./archive-format.ts";
import { readArchivedRun } from "./read-archive.ts";
import { readManifest } from "./read-manifest.ts";

/** What has left the database of a run's log. */
export interface RunKeeping {
  /** Epoch ms. */
  readonly archivedAt: number;
  readonly file: string;
  /** Whether this process can read that file. */
  readonly isReadable: boolean;
}

/** The logs that have left the database, as far as this process can read their files. */
export interface Archives {
  /** Null while the run's log is in the database. */
  find(runId: string): Promise<RunKeeping | null>;
  /** Whether the run's values are still in the database: whoever copies them there into another run has to ask. */
  hasValues(runId: string): Promise<boolean>;
  /** Events with seq > after, in order, at most `limit`; none where the run is not archived or its file cannot be read. */
  events(runId: string, after: number, limit: number): Promise<readonly RunEvent[]>;
  /** Those of these values that its archive holds, by id. */
  values(runId: string, ids: readonly string[]): Promise<ReadonlyMap<string, ArchivedValue>>;
}

/** Nothing younger is ever archived, so that a live run's reader asks no question. */
const youngMs = 86_400_000;
const manifestsKept = 8;

interface RangeRow {
  readonly archived_at: Date;
  readonly file: string;
}

/**
 * Opens the archives of a database.
 * @param dir the folder of the files; null: this process has none.
 */
export function createArchives(sql: SqlRunner, dir: string | null): Archives {
  const manifests = new Map<string, Promise<ArchiveManifest>>();

  const rangeOf = async (runId: string): Promise<RangeRow | null> => {
    if (timeOf(runId) > Date.now() - youngMs) return null;
    const found = await sql.query<RangeRow>({
      name: "archive-of-run",
      text: `SELECT archived_at, file FROM log_range
        WHERE low <= $1::uuid AND high > $1::uuid AND archived_at IS NOT NULL ORDER BY archived_at DESC LIMIT 1`,
      values: [runId],
    });
    return found.rows[0] ?? null;
  };

  const manifestOf = (folder: string, file: string): Promise<ArchiveManifest> => {
    const known = manifests.get(file);
    if (known !== undefined) return known;
    const read = readManifest(folder, file);
    manifests.set(file, read);
    read.catch(() => manifests.delete(file));
    for (const oldest of manifests.keys()) {
      if (manifests.size <= manifestsKept) break;
      manifests.delete(oldest);
    }
    return read;
  };

  /** The manifest of the run's archive; null where it has none, or none that can be read here. */
  const archiveOf = async (runId: string): Promise<{ dir: string; manifest: ArchiveManifest } | null> => {
    const range = dir === null ? null : await rangeOf(runId);
    if (dir === null || range === null) return null;
    try {
      // The manifest is remembered; the file may have been moved away since.
      await access(join(dir, range.file));
      return { dir, manifest: await manifestOf(dir, range.file) };
    } catch {
      return null;
    }
  };

  return {
    async find(runId) {
      const range = await rangeOf(runId);
      if (range === null) return null;
      return {
        archivedAt: range.archived_at.getTime(),
        file: range.file,
        isReadable: (await archiveOf(runId)) !== null,
      };
    },

    async hasValues(runId) {
      if (timeOf(runId) > Date.now() - youngMs) return true;
      const gone = await sql.query({
        name: "values-of-run-gone",
        text: `SELECT FROM log_range WHERE low <= $1::uuid AND high > $1::uuid
          AND (archived_at IS NOT NULL OR values_expired_at IS NOT NULL)`,
        values: [runId],
      });
      return gone.rowCount === 0;
    },

    async events(runId, after, limit) {
      const archive = await archiveOf(runId);
      const events: RunEvent[] = [];
      if (archive === null) return events;
      for await (const line of linesOf(archive, runId)) {
        if (line.kind === "value" || events.length >= limit) break;
        if (line.kind === "event" && line.event.seq > after) events.push(line.event);
      }
      return events;
    },

    async values(runId, ids) {
      const wanted = new Set(ids);
      const values = new Map<string, ArchivedValue>();
      const archive = wanted.size === 0 ? null : await archiveOf(runId);
      if (archive === null) return values;
      for await (const line of linesOf(archive, runId)) {
        if (line.kind === "value" && wanted.has(line.id)) values.set(line.id, line);
        if (values.size === wanted.size) break;
      }
      return values;
    },
  };
}

/** As far as the file can be read: a watcher of other runs must not break off because one archive is damaged. */
async function* linesOf(
  { dir, manifest }: { readonly dir: string; readonly manifest: ArchiveManifest },
  runId: string,
): AsyncGenerator<ArchiveLine> {
  try {
    yield* readArchivedRun(dir, manifest, runId);
  } catch {
    // `orrery archive verify` says what is wrong with it.
  }
}

/** The milliseconds in a UUIDv7. */
function timeOf(runId: string): number {
  return Number.parseInt(runId.replaceAll("-", "").slice(0, 12), 16);
}
