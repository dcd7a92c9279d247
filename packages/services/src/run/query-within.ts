import type { Pool, QueryResultRow } from "pg";

const cancelled = "57014";

/** The rows of a query that only reads; null where it would take longer than `ms` and was broken off. Other errors are thrown. */
export async function queryWithin<Row extends QueryResultRow>(
  pool: Pool,
  ms: number,
  query: { readonly text: string; readonly values: unknown[] },
): Promise<readonly Row[] | null> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    await client.query("BEGIN READ ONLY");
    await client.query(`SET LOCAL statement_timeout = ${Math.max(1, Math.ceil(ms))}`);
    const rows = await client.query<Row>(query).then(
      (found) => found.rows,
      (error: unknown) => {
        if (error instanceof Error && "code" in error && error.code === cancelled) return null;
        throw error;
      },
    );
    await client.query("ROLLBACK");
    isBroken = false;
    return rows;
  } finally {
    client.release(isBroken);
  }
}
