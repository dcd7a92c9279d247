import type { Pool, QueryResult, QueryResultRow } from "pg";

/** What the adapters need of a database: one prepared statement at a time. */
export interface SqlRunner {
  query<R extends QueryResultRow>(statement: {
    readonly name?: string;
    readonly text: string;
    readonly values?: unknown[];
  }): Promise<QueryResult<R>>;
}

/** The same with transactions of several statements. */
export interface SqlDatabase extends SqlRunner {
  transaction<T>(work: (client: SqlRunner) => Promise<T>): Promise<T>;
}

/** A pool as the adapters see it. */
export function sqlDatabase(pool: Pool): SqlDatabase {
  return {
    query: (statement) => pool.query(statement),
    transaction: async (work) => {
      const client = await pool.connect();
      let failure: Error | undefined;
      // A connection that breaks between two statements has nobody else to tell, and would end the process.
      const onBroken = (error: Error): void => {
        failure = error;
      };
      client.on("error", onBroken);
      try {
        await client.query("BEGIN");
        const result = await work({ query: (statement) => client.query(statement) });
        await client.query("COMMIT");
        return result;
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        await client.query("ROLLBACK").catch(() => undefined);
        throw error;
      } finally {
        client.off("error", onBroken);
        client.release(failure);
      }
    },
  };
}
