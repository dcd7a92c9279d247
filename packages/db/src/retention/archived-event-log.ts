import type { EventLog } from "@orrery/ports";
import type { Archives } from "./archives.ts";

/**
 * The same log, which goes on reading where a run's events have left the database. What was written to a run after its log
 * was archived stands in the database and follows what the archive holds.
 */
export function withArchivedEvents(log: EventLog, archives: Archives): EventLog {
  return {
    ...log,
    async read(runId, after, limit) {
      const rows = await log.read(runId, after, limit);
      if (rows[0]?.seq === after + 1) return rows;
      const archived = await archives.events(runId, after, limit);
      return [...archived, ...rows].slice(0, limit);
    },
  };
}
