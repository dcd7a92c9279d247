import { forgetBaselines } from "@orrery/db/baseline";
import { forgetTallies } from "@orrery/db/dashboard";
import { keepLog, type RetentionSettings } from "@orrery/db/retention";
import {
  forgetExpiredResults,
  forgetFiles,
  forgetOldMemory,
  forgetSearch,
  preparePartitions,
  type SqlRunner,
} from "@orrery/db/run-log";
import type { Chore } from "@orrery/runner";

/** So long the same Idempotency-Key means the same run. */
const keptKeyDays = 30;
/** So long what a file held can be read after no name points to it any more. */
const keptContentDays = 30;

/** What an executor does by the clock: makes the log's coming partitions, forgets results that have expired, and lets go of what is old enough. */
export function chores(options: {
  readonly databaseUrl: string;
  readonly sql: SqlRunner;
  readonly retention: RetentionSettings;
  /** Is told in one sentence what was archived or deleted, or stays and why. */
  readonly onNote: (note: string) => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}): readonly Chore[] {
  const { databaseUrl, sql, retention } = options;
  return [
    { name: "forget-results", cron: "*/10 * * * *", work: async () => void (await forgetExpiredResults(sql)) },
    {
      name: "forget-keys",
      cron: "27 3 * * *",
      work: async () =>
        void (await sql.query({
          name: "forget-keys",
          text: "DELETE FROM trigger_key WHERE at < now() - make_interval(days => $1)",
          values: [keptKeyDays],
        })),
    },
    { name: "forget-files", cron: "37 3 * * *", work: async () => void (await forgetFiles(sql, keptContentDays)) },
    { name: "forget-memory", cron: "7 3 * * *", work: () => forgetOldMemory(sql) },
    { name: "forget-search", cron: "57 3 * * *", work: async () => void (await forgetSearch(sql)) },
    { name: "forget-baselines", cron: "33 3 * * *", work: () => forgetBaselines(sql) },
    { name: "forget-tallies", cron: "2 4 * * *", work: async () => void (await forgetTallies(sql)) },
    { name: "prepare-log", cron: "17 3 * * *", work: () => preparePartitions(sql, retention.width) },
    {
      name: "keep-log",
      cron: "47 3 * * *",
      work: async () => {
        for (const { what, note } of await keepLog({ databaseUrl, settings: retention })) {
          if (what === "failed") options.onTrouble(note, undefined);
          else options.onNote(note);
        }
      },
    },
  ];
}
