import { expect, test } from "vitest";
import { readRetentionSettings } from "./retention-settings.ts";

test.each([
  [{}, { width: "month", logDays: null, valueDays: null, runDays: null, archiveDir: null }],
  [
    { ORRERY_DATA: "/data", ORRERY_RETENTION_DAYS: "", ORRERY_LOG_PARTITION: "" },
    { width: "month", logDays: null, valueDays: null, runDays: null, archiveDir: "/data/archive" },
  ],
  [
    {
      ORRERY_DATA: "/data",
      ORRERY_ARCHIVE_DIR: "/far",
      ORRERY_RETENTION_DAYS: "90",
      ORRERY_VALUE_RETENTION_DAYS: "7",
      ORRERY_RUN_RETENTION_DAYS: "400",
      ORRERY_LOG_PARTITION: "day",
    },
    { width: "day", logDays: 90, valueDays: 7, runDays: 400, archiveDir: "/far" },
  ],
])("%j", (env, settings) => {
  expect(readRetentionSettings(env)).toEqual(settings);
});

test.each([
  [{ ORRERY_RETENTION_DAYS: "0" }, "ORRERY_RETENTION_DAYS"],
  [{ ORRERY_RETENTION_DAYS: "-3" }, "ORRERY_RETENTION_DAYS"],
  [{ ORRERY_RETENTION_DAYS: "1.5" }, "ORRERY_RETENTION_DAYS"],
  [{ ORRERY_VALUE_RETENTION_DAYS: "soon" }, "ORRERY_VALUE_RETENTION_DAYS"],
  [{ ORRERY_RUN_RETENTION_DAYS: "0" }, "ORRERY_RUN_RETENTION_DAYS"],
  [{ ORRERY_LOG_PARTITION: "hour" }, "ORRERY_LOG_PARTITION"],
])("%j cannot be meant: nothing is deleted on a guess", (env, name) => {
  expect(() => readRetentionSettings(env)).toThrow(name);
});
