import type { Pool } from "pg";

const workflows = 20;
const daysBack = 30;

/** A word of every run, one of every 5,000 runs, one of each half of them, and one of none. */
export const wordsOfRuns = {
  every: "order",
  few: "flamingo",
  half: "heads",
  otherHalf: "tails",
  none: "unheard",
} as const;

/**
 * Writes `count` runs of the last 30 days as they stand after their end, findable already: rows of `run` and `run_search`
 * without logs. Their indexes are taken away meanwhile. Needs an empty database. Gives the ids of their workflows.
 */
export async function fillRuns(pool: Pool, count: number): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query("SET maintenance_work_mem = '256MB'");
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO workflow (id, workspace_id, name)
        SELECT run_id_at(to_timestamp(i)), 'default', 'Workflow ' || i FROM generate_series(1, ${workflows}) AS i RETURNING id`,
    );
    const indexes = await client.query<{ name: string; made: string }>(
      `SELECT quote_ident(c.relname) AS name, pg_get_indexdef(c.oid) AS made FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
        WHERE x.indrelid IN ('run'::regclass, 'run_search'::regclass) AND NOT x.indisprimary`,
    );
    for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`);
    await client.query(runRows, [count]);
    await client.query(searchRows);
    for (const { made } of indexes.rows) await client.query(made);
    await client.query("VACUUM ANALYZE run, run_search");
    return rows.map(({ id }) => id);
  } finally {
    client.release(true);
  }
}

// `last_seq` keeps the number of a run for its words.
const runRows = `
  INSERT INTO run (id, workspace_id, workflow_id, name, plan_hash, drawing_hash, status, started_by, last_seq, created_at, started_at, ended_at)
  SELECT overlay(run_id_at(at)::text PLACING lpad(to_hex(i), 12, '0') FROM 25)::uuid, 'default',
    run_id_at(to_timestamp(1 + i % ${workflows})), 'Workflow ' || 1 + i % ${workflows}, 'plan', 'drawing',
    CASE WHEN i % 100 = 0 THEN 'cancelled' WHEN i % 25 = 0 THEN 'failed' ELSE 'succeeded' END,
    CASE WHEN i % 10 = 0 THEN 'key:bench' WHEN i % 10 < 4 THEN 'user:bench' ELSE 'local' END, i, at, at, at
  FROM generate_series(1, $1::int) AS i, LATERAL (SELECT now() - make_interval(secs => ($1 - i) * ${daysBack} * 86400.0 / $1)) AS t(at)`;

const searchRows = `
  INSERT INTO run_search (run_id, workspace_id, status, origin, words)
  SELECT id, workspace_id, status,
    CASE WHEN started_by LIKE 'key:%' THEN 'api-key' WHEN started_by = 'local' THEN 'command-line' ELSE 'person' END,
    to_tsvector('simple', concat_ws(' ', name, '${wordsOfRuns.every}', 'customer', 'c' || last_seq % 50000, 'number', 'n' || last_seq,
      'the parcel has left the house and comes tomorrow',
      CASE WHEN last_seq % 2 = 0 THEN '${wordsOfRuns.half}' ELSE '${wordsOfRuns.otherHalf}' END,
      CASE WHEN last_seq % 5000 = 0 THEN '${wordsOfRuns.few}' END))
  FROM run ORDER BY id`;
