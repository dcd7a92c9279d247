import { join } from "node:path";

/** How much time one partition of the log spans, in UTC. */
export type LogWidth = "month" | "week" | "day";

/** How long logs and values stay in the database. Times are counted from a range's end. */
export interface RetentionSettings {
  readonly width: LogWidth;
  /** Days after which a range of logs is archived to files; null: never. */
  readonly logDays: number | null;
  /** Days after which a range of values is deleted, without an archive; null: values go when their log goes. */
  readonly valueDays: number | null;
  /** Days after which the rows of archived runs are deleted; null: never. */
  readonly runDays: number | null;
  /** Where archives are written and read; null: there is no such place. */
  readonly archiveDir: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const widths: readonly LogWidth[] = ["month", "week", "day"];
const mostDays = 36_500;

/**
 * Reads `ORRERY_LOG_PARTITION`, `ORRERY_RETENTION_DAYS`, `ORRERY_VALUE_RETENTION_DAYS`, `ORRERY_RUN_RETENTION_DAYS` and `ORRERY_ARCHIVE_DIR` (by default
 * `archive` in `ORRERY_DATA`); empty means not set, and everything is kept.
 * @throws Error in one sentence where one of them cannot be meant.
 */
export function readRetentionSettings(env: Environment): RetentionSettings {
  const width = widths.find((name) => name === (env.ORRERY_LOG_PARTITION || "month"));
  if (width === undefined) throw new Error("ORRERY_LOG_PARTITION must be month, week or day.");
  return {
    width,
    logDays: readDays(env, "ORRERY_RETENTION_DAYS"),
    valueDays: readDays(env, "ORRERY_VALUE_RETENTION_DAYS"),
    runDays: readDays(env, "ORRERY_RUN_RETENTION_DAYS"),
    archiveDir: readArchiveDir(env),
  };
}

/** The folder of the archives alone, for whoever only reads; null where nothing names one. */
export function readArchiveDir(env: Environment): string | null {
  return env.ORRERY_ARCHIVE_DIR || (env.ORRERY_DATA ? join(env.ORRERY_DATA, "archive") : null);
}

function readDays(env: Environment, name: string): number | null {
  const text = env[name];
  if (text === undefined || text === "") return null;
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= mostDays) return days;
  throw new Error(`${name} must be a whole number of days from 1 to ${mostDays}, not "${text.slice(0, 40)}".`);
}
