import type { Pool, PoolClient } from "pg";

const atOnce = 20_000;

/** Every table that says something of a run, and the column that names it. */
const tables = [
  ["run", "id"],
  ["run_command", "run_id"],
  ["run_event", "run_id"],
  ["run_value", "run_id"],
  ["run_snapshot", "run_id"],
] as const;

/**
 * Copies the rows of the one run that waits, `count` times under new ids, each with its own job for the time the run waits
 * for, as `release` would have added it. Needs Postgres 18 (`uuidv7`). Throws unless exactly one run waits.
 */
export async function copyWaitingRun(pool: Pool, count: number): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ id: string }>("SELECT id FROM run WHERE status = 'waiting'");
    const [original] = rows;
    if (original === undefined || rows.length > 1) throw new Error(`${rows.length} runs wait, not one.`);
    await client.query("CREATE TEMP TABLE twin (id uuid PRIMARY KEY)");
    for (let left = count; left > 0; left -= atOnce) await copy(client, original.id, Math.min(atOnce, left));
    await client.query("DROP TABLE twin");
    await client.query("ANALYZE");
  } finally {
    client.release();
  }
}

async function copy(client: PoolClient, original: string, count: number): Promise<void> {
  await client.query("BEGIN");
  await client.query("TRUNCATE twin");
  await client.query("INSERT INTO twin SELECT uuidv7() FROM generate_series(1, $1::int)", [count]);
  for (const [table, key] of tables) {
    const { rows } = await client.query<{ name: string }>(
      `SELECT quote_ident(column_name) AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = $1 AND column_name <> $2`,
      [table, key],
    );
    const others = rows.map(({ name }) => name).join(", ");
    await client.query(
      `INSERT INTO ${table} (${key}, ${others})
       SELECT twin.id, ${others.replaceAll(/[^, ]+/g, "original.$&")} FROM twin, ${table} AS original
       WHERE original.${key} = $1::uuid`,
      [original],
    );
  }
  const { rows } = await client.query(
    `SELECT count(*)::int AS n FROM graphile_worker.add_jobs((
       SELECT array_agg(ROW('drive', json_build_object('runId', twin.id), NULL, job.run_at, NULL,
         'drive:' || twin.id, NULL, NULL)::graphile_worker.job_spec)
       FROM twin, graphile_worker.jobs AS job WHERE job.key = 'drive:' || $1::text))`,
    [original],
  );
  if (Number(rows[0].n) !== count) throw new Error("The run that is copied has no job.");
  await client.query("COMMIT");
}
