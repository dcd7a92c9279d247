import type { RunCommand } from "@orrery/engine";
import type { EventLog, Leases, Queue, ResultCache, Values } from "@orrery/ports";
import pg from "pg";
import { type Admission, createAdmission } from "../admission/admission.ts";
import { withArchivedEvents } from "../retention/archived-event-log.ts";
import { type Archives, createArchives } from "../retention/archives.ts";
import { readArchiveDir } from "../retention/retention-settings.ts";
import { createBus, type PostgresBus } from "./bus.ts";
import { createCommands, type PostgresCommands } from "./commands.ts";
import { createEventLog } from "./event-log.ts";
import { createExecutors, type PostgresExecutors } from "./executors.ts";
import { createLeases } from "./leases.ts";
import { createQueue } from "./queue.ts";
import { createResultCache } from "./result-cache.ts";
import { type SqlDatabase, sqlDatabase } from "./sql-runner.ts";
import { createValues } from "./values.ts";

/** Every adapter that driving and watching runs needs, over one pool and one connection for notifications. */
export interface RunStore {
  readonly pool: pg.Pool;
  readonly sql: SqlDatabase;
  readonly log: EventLog;
  readonly leases: Leases;
  readonly commands: PostgresCommands;
  readonly values: Values;
  readonly cache: ResultCache;
  readonly queue: Queue;
  readonly bus: PostgresBus;
  readonly executors: PostgresExecutors;
  readonly admission: Admission;
  readonly archives: Archives;
  close(): Promise<void>;
}

/**
 * Opens the store; nothing is awaited, so the database may still be away.
 * @param options.parseCommand reads one row of an inbox (`commandSchema` of the engine).
 * @param options.onAway called with the first error each time the database is found to be away.
 */
export function openRunStore(options: {
  readonly databaseUrl: string;
  readonly poolSize?: number;
  readonly parseCommand: (row: unknown) => RunCommand;
  readonly onAway?: (error: unknown) => void;
  /** Where the files of archived logs are; by default what the environment says. */
  readonly archiveDir?: string | null;
}): RunStore {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // Making a connection takes longer than a run's first step.
    idleTimeoutMillis: 60_000,
    // A process that is stopped between two statements must not keep a run's row locked.
    idle_in_transaction_session_timeout: 5_000,
  });
  const onAway = options.onAway ?? (() => undefined);
  // An idle connection that breaks is only news; the next query opens another.
  pool.on("error", onAway);
  const sql = sqlDatabase(pool);
  const bus = createBus(options.databaseUrl, sql, { onAway });
  const archives = createArchives(
    sql,
    options.archiveDir === undefined ? readArchiveDir(process.env) : options.archiveDir,
  );
  const admission = createAdmission(sql);
  const executors = createExecutors(sql, { databaseUrl: options.databaseUrl });
  return {
    pool,
    sql,
    bus,
    archives,
    log: withArchivedEvents(createEventLog(sql, { onAway, admission }), archives),
    leases: createLeases(sql, options.parseCommand, { isSteady: executors.isSteady, admission }),
    commands: createCommands(sql, options.parseCommand),
    values: createValues(sql, archives),
    cache: createResultCache(sql),
    queue: createQueue(sql),
    executors,
    admission,
    close: async () => {
      await Promise.all([bus.close(), executors.close()]);
      await pool.end();
    },
  };
}
