import type { RunCommand } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { Bus, Commands, EventLog, Leases, Queue, ResultCache, Values } from "../ports.ts";
import { memoryBus } from "./memory-bus.ts";
import { memoryEventLog } from "./memory-event-log.ts";
import { memoryLeases } from "./memory-leases.ts";
import { createRecallTables } from "./memory-recall.ts";
import { type MemoryTables, NOT_STARTED, pendingCommands } from "./memory-tables.ts";
import { memoryValues } from "./memory-values.ts";

/** All ports of one store in memory, and what tests do to it from outside. */
export interface MemoryWorld {
  readonly log: EventLog;
  readonly leases: Leases;
  readonly commands: Commands;
  readonly values: Values;
  readonly cache: ResultCache;
  readonly queue: Queue;
  readonly bus: Bus;
  readonly tables: MemoryTables;
  createRun(run: { readonly runId: string; readonly workspaceId: string; readonly plan: Plan }): void;
  /** Puts a command into the inbox, once an id, and asks that the run be driven. */
  submit(runId: string, command: RunCommand): Promise<void>;
}

/** A world for tests and simulations: everything lasts as long as the object, nothing is shared between two worlds. */
export function createMemoryWorld(): MemoryWorld {
  const tables: MemoryTables = {
    runs: new Map(),
    jobs: [],
    alive: new Set(),
    labels: new Map(),
    cache: new Map(),
    recall: createRecallTables(),
  };
  const queue: Queue = {
    drive: async (jobs) => {
      for (const { runId, at } of jobs) tables.jobs.push({ runId, at: at ?? null });
    },
  };
  const bus = memoryBus();
  return {
    log: memoryEventLog(tables),
    leases: memoryLeases(tables),
    commands: {
      pending: async (runId) => {
        const run = tables.runs.get(runId);
        return run === undefined ? [] : pendingCommands(run);
      },
    },
    values: memoryValues(tables),
    cache: {
      read: async (workspaceId, key, now) => {
        const row = tables.cache.get(`${workspaceId} ${key}`);
        if (row === undefined || row.expiresAt <= now) return null;
        const { expiresAt: _, ...kept } = row;
        return kept;
      },
    },
    queue,
    bus,
    tables,
    createRun: (run) => {
      tables.runs.set(run.runId, {
        ...run,
        epoch: 0,
        owner: null,
        needs: [],
        troubles: 0,
        lastSeq: 0,
        row: NOT_STARTED,
        events: [],
        values: new Map(),
        inbox: new Map(),
        snapshots: [],
      });
    },
    submit: async (runId, command) => {
      const inbox = tables.runs.get(runId)?.inbox;
      if (inbox === undefined) throw new Error(`There is no run ${runId}.`);
      if (!inbox.has(command.id)) inbox.set(command.id, { command, handledSeq: null });
      await queue.drive([{ runId }]);
      await bus.publish("command", [runId]);
    },
  };
}
