import { keepLog } from "../retention/keep-log.ts";

/**
 * A process that archives, and stops when an archive is on the disk but its range has not been dropped yet; the test kills
 * it there, or earlier. Arguments: database URL, folder.
 */
const [databaseUrl = "", archiveDir = ""] = process.argv.slice(2);
await keepLog({
  databaseUrl,
  settings: { width: "month", logDays: 30, valueDays: null, runDays: null, archiveDir },
  onArchived: () => {
    process.stdout.write("archived\n");
    return new Promise(() => setInterval(() => undefined, 1_000));
  },
});
