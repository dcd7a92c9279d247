import type { Leases } from "../ports.ts";
import { type MemoryTables, pendingCommands } from "./memory-tables.ts";

/** Who drives which run. An ended run is claimed only to answer commands that came too late. */
export function memoryLeases(tables: MemoryTables): Leases {
  return {
    claim: async (runId, owner) => {
      const run = tables.runs.get(runId);
      if (run === undefined) return null;
      const held = run.owner !== null && run.owner !== owner && tables.alive.has(run.owner);
      const over = run.row.endedAt !== null && pendingCommands(run).length === 0;
      if (held || over) return null;
      run.epoch += 1;
      run.owner = owner;
      const { workspaceId, epoch, lastSeq, plan } = run;
      return { runId, workspaceId, epoch, lastSeq, plan };
    },
    release: async (runId, owner, epoch, wakeAt) => {
      const run = tables.runs.get(runId);
      if (run === undefined || run.owner !== owner || run.epoch !== epoch) return true;
      if (pendingCommands(run).length > 0) return false;
      run.owner = null;
      if (wakeAt !== undefined && wakeAt !== null) tables.jobs.push({ runId, at: wakeAt });
      return true;
    },
  };
}
