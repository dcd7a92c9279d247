import type { RunCommand } from "@orrery/engine";
import type { ClaimedRun, Leases } from "../ports.ts";
import { type MemoryRun, type MemoryTables, pendingCommands } from "./memory-tables.ts";

function inputOf(run: MemoryRun, inbox: readonly RunCommand[]): ClaimedRun["input"] {
  const start = inbox.find((command) => command.kind === "start");
  const stored = start && run.values.get(start.input.id);
  return stored === undefined || start === undefined ? null : { ...start.input, value: JSON.parse(stored.json) };
}

/** Who drives which run. An ended run is claimed only to answer commands that came too late. */
export function memoryLeases(tables: MemoryTables): Leases {
  return {
    claim: async (runId, owner) => {
      const run = tables.runs.get(runId);
      if (run === undefined) return null;
      const held = run.owner !== null && run.owner !== owner && tables.alive.has(run.owner);
      const over = run.row.endedAt !== null && pendingCommands(run).length === 0;
      const stops = pendingCommands(run).some((command) => command.kind === "cancel");
      const has = run.needs.every((label) => tables.labels.get(owner)?.has(label));
      if (held || over || !(has || stops)) return null;
      run.epoch += 1;
      run.owner = owner;
      run.needs = [];
      const { workspaceId, epoch, lastSeq, plan, troubles } = run;
      const inbox = pendingCommands(run);
      return { runId, workspaceId, epoch, lastSeq, plan, inbox, input: inputOf(run, inbox), troubles };
    },
    // In memory nobody limits how many runs go on together.
    queue: async () => false,

    release: async (runId, owner, epoch, { wakeAt, needs = [] } = {}) => {
      const run = tables.runs.get(runId);
      if (run === undefined || run.owner !== owner || run.epoch !== epoch) return "stale";
      if (pendingCommands(run).length > 0) return "called";
      run.owner = null;
      run.needs = needs;
      if (wakeAt !== undefined && wakeAt !== null) tables.jobs.push({ runId, at: wakeAt });
      run.troubles = 0;
      return "free";
    },

    putOff: async (runId, owner, epoch, { until }) => {
      const run = tables.runs.get(runId);
      if (run === undefined || run.owner !== owner || run.epoch !== epoch) return false;
      run.owner = null;
      run.troubles += 1;
      tables.jobs.push({ runId, at: until });
      return true;
    },
  };
}
