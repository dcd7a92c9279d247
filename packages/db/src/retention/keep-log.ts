import { randomUUID } from "node:crypto";
import pg from "pg";
import type { SqlRunner } from "../run-log/sql-runner.ts";
import { type ArchiveManifest, archiveFileName } from "./archive-format.ts";
import { cleanUp, deleteUnnamedBlobs } from "./clean-up.ts";
import { dropArchivedRange, dropValues } from "./drop-ranges.ts";
import { forgetRuns } from "./forget-runs.ts";
import { houseStrays } from "./house-strays.ts";
import { type LogRange, liveRuns, rangeMark, rangesBefore } from "./log-ranges.ts";
import { readManifest } from "./read-manifest.ts";
import type { RetentionSettings } from "./retention-settings.ts";
import { verifyArchive } from "./verify-archive.ts";
import { writeArchive } from "./write-archive.ts";

/** What was done with one range, or why not. */
export interface KeptRange {
  readonly range: string;
  readonly what: "archived" | "values expired" | "runs forgotten" | "kept" | "failed";
  /** One sentence for people. */
  readonly note: string;
}

/**
 * Archives the logs and expires the values that are old enough: range by range, each written, synced, read back, and only
 * then dropped. May be killed at any moment and done again; of several processes one works. Nothing is deleted where
 * anything is in doubt.
 * @param options.onArchived called when an archive is on the disk and verified, before its range is dropped.
 */
export async function keepLog(options: {
  readonly databaseUrl: string;
  readonly settings: RetentionSettings;
  readonly onArchived?: (manifest: ArchiveManifest) => Promise<void> | void;
}): Promise<readonly KeptRange[]> {
  const { settings } = options;
  // A connection of its own: the snapshot that an archive is written from stays open for as long as that takes.
  const client = new pg.Client({
    connectionString: options.databaseUrl,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const session: SqlRunner = { query: (statement) => client.query(statement) };
    const locked = await session.query<{ got: boolean }>({
      text: "SELECT pg_try_advisory_lock(hashtext('orrery.keep-log')) AS got",
    });
    if (locked.rows[0]?.got !== true) return [];
    const housed = await houseOld(session, settings);
    const done = [...housed, ...(await expireValues(session, settings)), ...(await archiveLogs(session, options))];
    await cleanUp(session);
    if (done.some(({ what }) => what === "archived" || what === "values expired")) await deleteUnnamedBlobs(session);
    if (settings.runDays !== null) {
      const forgotten = await forgetRuns(session, settings.runDays);
      const note = `The rows of ${forgotten} runs were deleted: their logs are in archives, and they are older than ${settings.runDays} days.`;
      if (forgotten > 0) done.push({ range: "runs", what: "runs forgotten", note });
    }
    return done;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What stands outside of every range is given one first, where anything of its age is to go. */
async function houseOld(session: SqlRunner, { logDays, valueDays, width }: RetentionSettings): Promise<KeptRange[]> {
  const days = [logDays, valueDays].filter((one) => one !== null);
  if (days.length === 0) return [];
  const left = await houseStrays(session, { width, days: Math.min(...days) });
  if (left === 0) return [];
  const note = `${left} runs with very long logs stand in the default partition and stay there (docs/scale.md).`;
  return [{ range: "other", what: "kept", note }];
}

async function expireValues(session: SqlRunner, { valueDays, logDays }: RetentionSettings): Promise<KeptRange[]> {
  // Values that go no earlier than their log go with it, into its archive.
  if (valueDays === null || (logDays !== null && logDays <= valueDays)) return [];
  const done: KeptRange[] = [];
  for (const range of await rangesBefore(session, { parent: "run_value", days: valueDays })) {
    const live = await liveRuns(session, range);
    if (live > 0) {
      done.push(kept(range, `The values of ${range.name} stay: ${runsOf(live)} not ended.`));
      continue;
    }
    await noteRange(session, range);
    const outcome = await dropValues(session, range);
    if (outcome === "dropped") {
      done.push({ range: range.name, what: "values expired", note: `The values of ${range.name} were deleted.` });
    } else done.push(kept(range, notDropped(range, outcome)));
  }
  return done;
}

async function archiveLogs(session: SqlRunner, options: Parameters<typeof keepLog>[0]): Promise<KeptRange[]> {
  const { logDays, archiveDir } = options.settings;
  if (logDays === null) return [];
  const done: KeptRange[] = [];
  for (const range of await rangesBefore(session, { parent: "run_event", days: logDays })) {
    const live = await liveRuns(session, range);
    if (live > 0) {
      done.push(kept(range, `The log of ${range.name} stays: ${runsOf(live)} not ended.`));
      continue;
    }
    if (archiveDir === null) {
      const note = `The log of ${range.name} stays: ORRERY_ARCHIVE_DIR does not say where archives go.`;
      return [...done, { range: range.name, what: "failed", note }];
    }
    try {
      const manifest = await archiveOf(session, range, archiveDir);
      await options.onArchived?.(manifest);
      const outcome = await dropArchivedRange(session, range, manifest);
      if (outcome === "dropped") {
        const { runs, events } = manifest.counts;
        const note = `The log of ${range.name} was archived: ${runs} runs and ${events} events in ${manifest.file}.`;
        done.push({ range: range.name, what: "archived", note });
      } else done.push(kept(range, notDropped(range, outcome)));
    } catch (error) {
      // The next range would most likely meet the same disk.
      const note = `The log of ${range.name} was not archived, and nothing of it was deleted: ${inWords(error)}`;
      return [...done, { range: range.name, what: "failed", note }];
    }
  }
  return done;
}

/** A verified archive of the range: the one that an earlier attempt left where it still holds everything, or a new one. */
async function archiveOf(session: SqlRunner, range: LogRange, dir: string): Promise<ArchiveManifest> {
  const { archiveId, withValues } = await noteRange(session, range);
  const left = await leftBefore(session, range, { dir, archiveId, withValues });
  if (left !== null) return left;
  const manifest = await writeArchive(session, { range, archiveId, dir, withValues });
  await verifyArchive(dir, manifest);
  return manifest;
}

async function leftBefore(
  session: SqlRunner,
  range: LogRange,
  place: { readonly dir: string; readonly archiveId: string; readonly withValues: boolean },
): Promise<ArchiveManifest | null> {
  try {
    const manifest = await readManifest(place.dir, archiveFileName({ name: range.name, archiveId: place.archiveId }));
    const mark = await rangeMark(session, range);
    const isWhole = manifest.mark.runs === mark.runs && manifest.mark.lastSeqs === mark.lastSeqs;
    if (!isWhole || manifest.archiveId !== place.archiveId || manifest.withValues !== place.withValues) return null;
    await verifyArchive(place.dir, manifest);
    return manifest;
  } catch {
    return null;
  }
}

/** Keeps the range's place in `log_range`: its archive has the same name in every attempt. */
async function noteRange(
  session: SqlRunner,
  range: LogRange,
): Promise<{ readonly archiveId: string; readonly withValues: boolean }> {
  const noted = await session.query<{ archive_id: string; expired: boolean }>({
    text: `INSERT INTO log_range (name, archive_id, low, high) VALUES ($1, $2::uuid, $3::uuid, $4::uuid)
      ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name
      RETURNING archive_id, values_expired_at IS NOT NULL AS expired`,
    values: [range.name, randomUUID(), range.low, range.high],
  });
  const row = noted.rows[0];
  if (row === undefined) throw new Error(`The range ${range.name} could not be noted.`);
  return { archiveId: row.archive_id, withValues: !row.expired };
}

function kept(range: LogRange, note: string): KeptRange {
  return { range: range.name, what: "kept", note };
}

function runsOf(n: number): string {
  return n === 1 ? "one of its runs has" : `${n} of its runs have`;
}

function notDropped(range: LogRange, outcome: "changed" | "busy"): string {
  return outcome === "busy"
    ? `The log of ${range.name} stays for now: the log was in use all the time.`
    : `The log of ${range.name} stays for now: something was written to it meanwhile.`;
}

function inWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.endsWith(".") ? text : `${text}.`;
}
