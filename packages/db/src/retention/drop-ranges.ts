import { setTimeout as pause } from "node:timers/promises";
import { errorCode } from "../error-code.ts";
import type { SqlRunner } from "../run-log/sql-runner.ts";
import type { ArchiveManifest, RangeMark } from "./archive-format.ts";
import { type LogRange, liveRuns, rangeMark } from "./log-ranges.ts";

/** Whatever wants the log waits behind us while we wait for it: rather often and briefly. */
const lockTimeoutMs = 500;
const tries = 6;
const lockNotAvailable = "55P03";

export type DropOutcome = "dropped" | "changed" | "busy";

/**
 * Drops a range's partitions and says so in `log_range`, in one transaction, while nobody else is in the log: only where no
 * run of it lives, and nothing was appended since the archive's snapshot (`changed` otherwise). `busy`: the log could not
 * be had for a moment.
 */
export function dropArchivedRange(
  session: SqlRunner,
  range: LogRange,
  manifest: ArchiveManifest,
): Promise<DropOutcome> {
  return whileAlone(session, async () => {
    if ((await liveRuns(session, range)) > 0) return "changed";
    if (!isSame(await rangeMark(session, range), manifest.mark)) return "changed";
    await dropPartitions(session, range, ["run_event", "run_value"]);
    const { file, sha256, bytes, counts } = manifest;
    await session.query({
      text: `UPDATE log_range SET archived_at = now(), file = $2, sha256 = $3, bytes = $4, runs = $5, events = $6, values = $7
        WHERE name = $1`,
      values: [range.name, file, sha256, bytes, counts.runs, counts.events, counts.values],
    });
    return "dropped";
  });
}

/** Drops a range's values, under the same conditions but without an archive; its events stay. */
export function dropValues(session: SqlRunner, range: LogRange): Promise<DropOutcome> {
  return whileAlone(session, async () => {
    if ((await liveRuns(session, range)) > 0) return "changed";
    await dropPartitions(session, range, ["run_value"]);
    await session.query({
      text: "UPDATE log_range SET values_expired_at = now() WHERE name = $1",
      values: [range.name],
    });
    return "dropped";
  });
}

async function whileAlone(session: SqlRunner, work: () => Promise<"dropped" | "changed">): Promise<DropOutcome> {
  for (let i = 0; i < tries; i += 1) {
    await session.query({ text: "BEGIN" });
    try {
      await session.query({ text: `SET LOCAL lock_timeout = ${lockTimeoutMs}` });
      // An append holds the parent from its first moment: with this lock none is under way, and what follows sees the last.
      await session.query({ text: "LOCK TABLE run_event, run_value IN ACCESS EXCLUSIVE MODE" });
      const outcome = await work();
      await session.query({ text: outcome === "dropped" ? "COMMIT" : "ROLLBACK" });
      return outcome;
    } catch (error) {
      await session.query({ text: "ROLLBACK" });
      if (errorCode(error) !== lockNotAvailable) throw error;
      await pause(200 * 2 ** i);
    }
  }
  return "busy";
}

/** Only partitions that lie wholly in the range; rows of it that stand elsewhere are deleted later, one by one. */
async function dropPartitions(session: SqlRunner, range: LogRange, parents: readonly string[]): Promise<void> {
  const found = await session.query<{ drop: string }>({
    text: `SELECT format('DROP TABLE %I', name) AS drop FROM log_partition
      WHERE parent = ANY($1) AND low >= $2::uuid AND high <= $3::uuid`,
    values: [parents, range.low, range.high],
  });
  for (const { drop } of found.rows) await session.query({ text: drop });
}

function isSame(a: RangeMark, b: RangeMark): boolean {
  return a.runs === b.runs && a.lastSeqs === b.lastSeqs;
}
