import type { SqlRunner } from "../run-log/sql-runner.ts";
import type { LogWidth } from "./retention-settings.ts";

const mostAtOnce = 500;
const parents = ["run_event", "run_value"] as const;

interface Stray {
  readonly id: string;
  readonly has_ended: boolean;
  /** The range of its time has left the database for an archive. */
  readonly is_late: boolean;
  /** The unit of time that it belongs to, and what is free of that around it. */
  readonly low: string;
  readonly high: string;
  readonly name: string;
}

/**
 * Makes partitions for what stands in the default ones and is older than so many days, so that it is archived and expires
 * like everything else. What comes after the range of its time was archived has a range of its own, a run each, once it has
 * ended. Returns how many rows' ranges had to be left, because moving them would hold up the log for too long.
 */
export async function houseStrays(
  session: SqlRunner,
  { width, days }: { readonly width: LogWidth; readonly days: number },
): Promise<number> {
  let left = 0;
  const seen = new Set<string>();
  for (;;) {
    const [stray] = (await findStrays(session, { width, days })).filter(({ id }) => !seen.has(id));
    if (stray === undefined || seen.size > mostAtOnce) return left;
    seen.add(stray.id);
    if (stray.is_late && !stray.has_ended) continue;
    const alone = { low: stray.id, high: nextId(stray.id), name: `${stray.name}_${stray.id.replaceAll("-", "")}` };
    if (!(await makePartitions(session, stray.is_late ? alone : stray))) left += 1;
  }
}

async function findStrays(
  session: SqlRunner,
  { width, days }: { readonly width: LogWidth; readonly days: number },
): Promise<readonly Stray[]> {
  const found = await session.query<Stray>({
    text: `WITH stray AS (
        SELECT run_id AS id, run_id_at(date_trunc($1, run_id_time(run_id), 'UTC')) AS low,
          run_id_at(date_trunc($1, run_id_time(run_id), 'UTC') + ('1 ' || $1)::interval) AS high
        FROM (SELECT run_id FROM run_event_other UNION SELECT run_id FROM run_value_other) AS other
        WHERE run_id < run_id_at(greatest(now() - make_interval(days => $2), to_timestamp(0)))
      ), free AS (
        SELECT stray.id, greatest(stray.low, (SELECT p.high FROM log_partition p WHERE p.high <= stray.id ORDER BY 1 DESC LIMIT 1)) AS low,
          least(stray.high, (SELECT p.low FROM log_partition p WHERE p.low > stray.id ORDER BY 1 LIMIT 1)) AS high
        FROM stray
      )
      SELECT free.*, coalesce(run.ended_at IS NOT NULL AND run.owner IS NULL, true) AS has_ended,
        EXISTS (SELECT FROM log_range r WHERE r.archived_at IS NOT NULL AND r.low < free.high AND r.high > free.low) AS is_late,
        to_char(run_id_time(free.low) AT TIME ZONE 'UTC', 'YYYY_MM_DD_HH24MISS') AS name
      FROM free LEFT JOIN run ON run.id = free.id ORDER BY free.id LIMIT ${mostAtOnce * 2}`,
    values: [width, days],
  });
  return found.rows;
}

/** Both tables' partitions, in one transaction; false where one has too many rows to move. */
async function makePartitions(
  session: SqlRunner,
  { low, high, name }: { readonly low: string; readonly high: string; readonly name: string },
): Promise<boolean> {
  await session.query({ text: "BEGIN" });
  try {
    await session.query({ text: "SET LOCAL lock_timeout = 2000" });
    await session.query({ text: "SELECT pg_advisory_xact_lock(hashtext('orrery.partitions'))" });
    for (const parent of parents) {
      const made = await session.query<{ done: boolean }>({
        text: `SELECT EXISTS (SELECT FROM log_partition p WHERE p.parent = $1 AND p.low < $4::uuid AND p.high > $3::uuid)
          OR make_log_partition($1, $1 || '_' || $2, $3::uuid, $4::uuid) AS done`,
        values: [parent, name, low, high],
      });
      if (made.rows[0]?.done !== true) {
        await session.query({ text: "ROLLBACK" });
        return false;
      }
    }
    await session.query({ text: "COMMIT" });
    return true;
  } catch (error) {
    await session.query({ text: "ROLLBACK" });
    throw error;
  }
}

/** The id after this one: a range ends before its high bound. */
function nextId(id: string): string {
  const hex = (BigInt(`0x${id.replaceAll("-", "")}`) + 1n).toString(16).padStart(32, "0");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
