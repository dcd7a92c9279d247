import { EventEmitter } from "node:events";
import { Logger, run, type WorkerEvents } from "graphile-worker";

export interface DispatchOptions {
  readonly databaseUrl: string;
  /** How many runs are driven at a time. */
  readonly capacity: number;
  /** Resolves when the run needs nobody for now. */
  readonly drive: (runId: string) => Promise<void>;
  /** A run has ended that others may follow. */
  readonly follow?: (runId: string) => Promise<void>;
  /** What some executor does by the clock, whichever it is. */
  readonly chores: readonly Chore[];
  readonly onTrouble: (what: string, error: unknown) => void;
}

export interface Chore {
  /** The task's name: letters and `-`. */
  readonly name: string;
  /** Five fields, UTC. One that was missed while no executor ran is made up for once within a day. */
  readonly cron: string;
  readonly work: () => Promise<void>;
}

/** Takes jobs that say "drive run X". */
export interface Dispatch {
  /** Under these names graphile-worker locks jobs for this process. */
  readonly poolIds: () => readonly string[];
  /** Takes no more jobs. Resolves when those taken have ended and the others are given back. */
  stop(): Promise<void>;
}

/** Starts graphile-worker with the settings that were measured (FACTS). */
export async function startDispatch(options: DispatchOptions): Promise<Dispatch> {
  const pools = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => pools.add(workerPool.id));
  events.on("pool:release", ({ workerPool }) => pools.delete(workerPool.id));
  const runner = await run({
    connectionString: options.databaseUrl,
    noHandleSignals: true,
    events,
    logger: new Logger(() => (level, message) => {
      if (level === "error") options.onTrouble(`Dispatch: ${message}`, undefined);
    }),
    crontab: options.chores.map(({ cron, name }) => `${cron} ${name} ?fill=1d`).join("\n"),
    taskList: {
      ...Object.fromEntries(options.chores.map(({ name, work }) => [name, () => work()])),
      drive: async (payload) => {
        const runId = runIdOf(payload);
        if (runId !== null) await options.drive(runId);
      },
      follow: async (payload) => {
        const runId = runIdOf(payload);
        if (runId !== null) await options.follow?.(runId);
      },
    },
    preset: {
      worker: {
        concurrentJobs: options.capacity,
        maxPoolSize: 4,
        pollInterval: 1_000,
        // What is fetched ahead is locked for the others: a fifth of what can be driven, and not for long.
        localQueue: {
          size: Math.max(2, Math.min(200, Math.floor(options.capacity / 5))),
          ttl: 3_000,
          refetchDelay: { durationMs: 5, threshold: 0 },
        },
        completeJobBatchDelay: 2,
        failJobBatchDelay: 2,
        gracefulShutdownAbortTimeout: 8_000,
      },
    },
  });
  return { poolIds: () => [...pools], stop: () => runner.stop() };
}

function runIdOf(payload: unknown): string | null {
  const isNamed = typeof payload === "object" && payload !== null && "runId" in payload;
  return isNamed && typeof payload.runId === "string" ? payload.runId : null;
}
