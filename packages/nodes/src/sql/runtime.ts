import { defineRuntime, type Json } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";
import { parameterProblem } from "./sql-parameters.ts";

/** A step value is at most 4 MB, and names of columns are said again in each row. */
const maxBytes = 3_000_000;

interface SqlConfig {
  readonly connection?: string;
  readonly statement: string;
  readonly values?: Json;
  readonly readOnly?: boolean;
  readonly maxRows?: number;
  readonly timeoutMs?: number;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * One statement through `ctx.sql`. Gives `{ rows, columns, rowCount }`. Fails with `SQL_VALUES` where statement and values do
 * not fit, `SQL_DATABASE` where none is chosen, and with what the connection says (`SQL_…`, `CREDENTIAL_…`, `EGRESS_…`).
 */
export const sqlRuntime = defineRuntime<SqlConfig>({
  type: "sql",
  async run(ctx, { config }) {
    const { connection, statement, values = [], readOnly = true, maxRows = 1_000, timeoutMs = 30_000 } = config;
    if (connection === undefined) return permanent("SQL_DATABASE", "No database is chosen.");
    if (!isList(values)) return permanent("SQL_VALUES", `The values must be a list, not ${nameOfType(values)}.`);
    const problem = parameterProblem(statement, values.length);
    if (problem !== null) return permanent("SQL_VALUES", problem);
    const { signal } = ctx;
    const answer = await ctx.sql({
      credential: connection,
      statement,
      values,
      readOnly,
      maxRows,
      maxBytes,
      timeoutMs,
      signal,
    });
    return { kind: "done", output: { rows: answer.rows, columns: answer.columns, rowCount: answer.rowCount } };
  },
});
