import type { QueryResultRow } from "pg";
import type { SqlRunner } from "../run-log/sql-runner.ts";

/** The rows of a query in order, a page at a time. */
export interface RowCursor<R> {
  /** The next row, which stays the next one; undefined at the end. */
  peek(): Promise<R | undefined>;
  /** Goes on to the row after it. */
  skip(): void;
}

/**
 * Opens a cursor in the transaction that `session` is in.
 * @param query.name of our own choosing: it becomes part of the statement.
 * @param query.page rows at a time.
 */
export async function openCursor<R extends QueryResultRow>(
  session: SqlRunner,
  query: { readonly name: string; readonly text: string; readonly values: readonly string[]; readonly page: number },
): Promise<RowCursor<R>> {
  await session.query({
    text: `DECLARE ${query.name} NO SCROLL CURSOR FOR ${query.text}`,
    values: [...query.values],
  });
  let rows: readonly R[] = [];
  let at = 0;
  let isAtEnd = false;
  return {
    async peek() {
      if (at >= rows.length && !isAtEnd) {
        rows = (await session.query<R>({ text: `FETCH ${query.page} FROM ${query.name}` })).rows;
        at = 0;
        isAtEnd = rows.length < query.page;
      }
      return rows[at];
    },
    skip() {
      at += 1;
    },
  };
}
