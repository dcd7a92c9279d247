import type { Executors, Onlooker } from "@orrery/ports";
import { deadAfterMs } from "./executor-signs.ts";
import { createPresence, presenceKey } from "./presence.ts";
import { createQueue } from "./queue.ts";
import type { SqlDatabase, SqlRunner } from "./sql-runner.ts";

/** An executor whose lock can be taken is dead after so long a silence: three beats, and more than it trusts itself. */
const lostAfterMs = 3_000;

/** So long it may take from entering to holding the lock. */
const vanishedAfterMs = 1_000;

/** Whoever has just got the database back gives the others so long to show themselves before it judges any of them. */
const contactMs = 4_000;

/** An onlooker that has not heard from the database for so long has been asleep itself, perhaps with everybody else. */
const longestBreakMs = 4_000;

interface Gone {
  readonly id: string;
}

interface Seen {
  /** Null in the one row that tells of runs whose owner has ended. */
  readonly id: string | null;
  readonly host: string;
  readonly pid: number;
  readonly silent_ms: number;
}

/** The registry of one executor in Postgres. */
export interface PostgresExecutors extends Executors {
  /** Whether this process has had the database for so long that silence of others tells something. */
  isSteady(): boolean;
  close(): Promise<void>;
}

/**
 * The registry of executors in Postgres. All times are the database's, so the clocks of machines need not agree. An executor
 * is dead when one of these holds:
 * - it has been silent for eight seconds: it hangs, or its machine is cut off;
 * - its lock is free, so its connection is gone, and it has been silent for three;
 * - its lock is free, and it stood on the onlooker's host under a process id that is not there any more,
 *   and it has been silent for one.
 * The first two count only for an onlooker that has had the database without a break for four seconds: after a restart of
 * Postgres all locks are free and all have been silent, and nobody is dead; after a pause of the whole machine likewise.
 * Nobody judges itself. None of the signs needs to be right: one that is buried alive is fenced out by the epochs, learns it
 * at its next beat, and enters again.
 * @param options.contactMs instead of the four seconds.
 */
export function createExecutors(
  sql: SqlDatabase,
  options: { readonly databaseUrl: string; readonly contactMs?: number },
): PostgresExecutors {
  const presence = createPresence(options.databaseUrl);
  let contact: { readonly since: number; readonly last: number } | null = null;
  const unbroken = (now: number) => (contact !== null && now - contact.last <= longestBreakMs ? contact : null);
  const isInContact = (): boolean => {
    const now = performance.now();
    const since = unbroken(now)?.since;
    return since !== undefined && now - since >= (options.contactMs ?? contactMs);
  };

  /** Any failure may be the database's absence, of which everybody else knows as little as we do. */
  const inContact = async <T>(work: Promise<T>): Promise<T> => {
    try {
      const result = await work;
      const now = performance.now();
      contact = { since: unbroken(now)?.since ?? now, last: now };
      return result;
    } catch (error) {
      contact = null;
      throw error;
    }
  };

  /** Who may be dead; null when nobody is, and no run is left over either. */
  const suspects = async (onlooker: Onlooker) => {
    // As a join this reads every run there ever was, until somebody analyses the table; as a list it takes the index.
    const found = await sql.query<Seen>({
      name: "see-executors",
      text: `SELECT id, host, pid, (extract(epoch FROM now() - heartbeat_at) * 1000)::float8 AS silent_ms
          FROM executor WHERE ended_at IS NULL
        UNION ALL
        SELECT NULL, '', 0, 0 WHERE EXISTS (
          SELECT FROM run WHERE owner = ANY (ARRAY(SELECT id FROM executor WHERE ended_at IS NOT NULL)))`,
    });
    const living = found.rows.flatMap((row) => (row.id === null ? [] : [{ ...row, id: row.id }]));
    const isSteady = isInContact();
    const others = living.filter((row) => row.id !== onlooker.id);
    const vanished = others.filter(
      ({ host, pid, silent_ms: silentMs }) =>
        silentMs >= vanishedAfterMs && host === onlooker.host && !onlooker.isProcessThere(pid),
    );
    const silent = isSteady ? others.filter((row) => row.silent_ms >= lostAfterMs) : [];
    if (vanished.length + silent.length === 0 && living.length === found.rows.length) return null;
    return { isSteady, vanished: vanished.map((row) => row.id) };
  };

  return {
    isSteady: isInContact,

    async enter(entry) {
      await sql.query({
        name: "enter-executor",
        text: `INSERT INTO executor (id, host, pid, version, capacity, labels, pool_ids)
          VALUES ($1::uuid, $2, $3, $4, $5, $6::text[], '{}')`,
        values: [entry.id, entry.host, entry.pid, entry.version, entry.capacity, entry.labels ?? []],
      });
      presence.hold(entry.id);
    },

    async beat(id, { active, poolIds, isDraining = false, targets = "[]" }) {
      const found = await inContact(
        sql.query({
          name: "beat-executor",
          text: `UPDATE executor SET heartbeat_at = now(), active = $2, pool_ids = $3::text[], targets = $5::json,
            draining_at = CASE WHEN $4 THEN coalesce(draining_at, now()) END
          WHERE id = $1::uuid AND ended_at IS NULL`,
          values: [id, active, poolIds, isDraining, targets],
        }),
      );
      return { isKnown: found.rowCount === 1 };
    },

    async bury(onlooker) {
      const suspected = await inContact(suspects(onlooker));
      if (suspected === null) return [];
      return sql.transaction(async (client) => {
        // The lock is tried only where the rest is true: it is given back with the transaction.
        const dead = await client.query<Gone>({
          name: "find-dead",
          text: `UPDATE executor SET ended_at = now(), active = 0 WHERE id IN (
              SELECT id FROM executor
              WHERE ended_at IS NULL AND id <> $3::uuid AND CASE
                WHEN $1 AND heartbeat_at < now() - make_interval(secs => ${deadAfterMs / 1000}) THEN true
                WHEN id = ANY($2::uuid[]) OR $1 AND heartbeat_at < now() - make_interval(secs => ${lostAfterMs / 1000})
                  THEN pg_try_advisory_xact_lock(${presenceKey("id")})
                ELSE false END
              FOR UPDATE SKIP LOCKED
            ) RETURNING id`,
          values: [suspected.isSteady, suspected.vanished, onlooker.id],
        });
        return passOn(client, dead.rows);
      });
    },

    leave: (id) =>
      sql.transaction(async (client) => {
        const left = await client.query<Gone>({
          name: "leave-executor",
          text: `UPDATE executor SET ended_at = now(), active = 0 WHERE id = $1::uuid AND ended_at IS NULL
            RETURNING id`,
          values: [id],
        });
        if (left.rows.length > 0) await passOn(client, left.rows);
      }),

    close: () => presence.close(),
  };
}

/**
 * Frees the jobs of executors that are gone (see `freeJobs`), and asks that their runs be driven, under epochs that shut them out. Takes
 * every run whose owner has ended: one that was claimed in the very moment of its owner's burial is found a second later,
 * and so is one whose row somebody has locked just now. Waiting for that one while holding others could make a circle.
 */
async function passOn(client: SqlRunner, gone: readonly Gone[]): Promise<readonly string[]> {
  if (gone.length > 0) await freeJobs(client);
  const runs = await client.query<{ id: string }>({
    name: "pass-on-runs",
    text: `WITH locked AS (
        SELECT run.id FROM run JOIN executor ON executor.id = run.owner WHERE executor.ended_at IS NOT NULL
        ORDER BY run.id FOR NO KEY UPDATE OF run SKIP LOCKED
      )
      UPDATE run SET epoch = run.epoch + 1, owner = NULL
      FROM locked, executor
      WHERE run.id = locked.id AND executor.id = run.owner AND executor.ended_at IS NOT NULL RETURNING run.id`,
  });
  const ids = runs.rows.map((row) => row.id);
  const unanswered = gone.length === 0 ? [] : await unansweredRuns(client);
  await createQueue(client).drive([...ids, ...unanswered].map((runId) => ({ runId })));
  return ids;
}

/**
 * Gives free the jobs that no living executor names as its own: one that died as it began had not told of its pool yet.
 * Each gets a new id. graphile-worker ends a job by its id alone, whoever holds it; an executor that was buried alive would
 * take away, with the job it had, the only one by which the run goes on. A living one whose pool is not told of yet may
 * lose a job by this too: it comes again, and finds the run held.
 */
async function freeJobs(client: SqlRunner): Promise<void> {
  await client.query({
    name: "free-jobs",
    text: `UPDATE graphile_worker._private_jobs SET id = DEFAULT, locked_at = NULL, locked_by = NULL,
        attempts = CASE WHEN key IS NULL THEN attempts ELSE greatest(attempts - 1, 0) END
      WHERE locked_by IS NOT NULL
        AND locked_by <> ALL (ARRAY(SELECT unnest(pool_ids) FROM executor WHERE ended_at IS NULL))`,
  });
}

/**
 * Runs that nobody holds and that have commands without an answer. Whoever drives a run ends a command's job when it knows
 * of the command; if the run ends at that moment and its executor dies, the command has neither a job nor an owner.
 */
async function unansweredRuns(client: SqlRunner): Promise<readonly string[]> {
  const found = await client.query<{ id: string }>({
    name: "unanswered-runs",
    text: `SELECT DISTINCT run.id FROM run_command JOIN run ON run.id = run_command.run_id
      WHERE run_command.handled_seq IS NULL AND run_command.kind <> 'start' AND run.owner IS NULL`,
  });
  return found.rows.map((row) => row.id);
}
