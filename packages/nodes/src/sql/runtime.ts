import {
  defineRuntime,
  isFileValue,
  type Json,
  type SqlAnswer,
  type SqliteRequest,
  type StepContext,
  type StepOutcome,
} from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";
import { textOfValue } from "../text-of-value.ts";
import { hasSecondStatement, parameterProblem } from "./sql-parameters.ts";

/** A step value is at most 4 MB, and names of columns are said again in each row. */
const maxBytes = 3_000_000;
const largestFile = 32 * 1024 * 1024;

interface SqlConfig {
  readonly engine?: "postgres" | "sqlite";
  readonly connection?: string;
  readonly file?: Json;
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
 * One statement through `ctx.sql`, or `ctx.sqlite` for a file. Gives `{ rows, columns, rowCount }`. Fails with `SQL_VALUES` where
 * statement and values do not fit, `SQL_DATABASE` where none is chosen, `SQL_STATEMENTS` for two of them, and with what the
 * connection says (`SQL_…`, `CREDENTIAL_…`, `EGRESS_…`, `FILE_…`).
 */
export const sqlRuntime = defineRuntime<SqlConfig>({
  type: "sql",
  async run(ctx, { config }) {
    const { engine, connection, statement, values = [], readOnly = true, maxRows = 1_000, timeoutMs = 30_000 } = config;
    if (!isList(values)) return permanent("SQL_VALUES", `The values must be a list, not ${nameOfType(values)}.`);
    const problem = parameterProblem(statement, values.length);
    if (problem !== null) return permanent("SQL_VALUES", problem);
    const { signal } = ctx;
    const asked = { statement, values, readOnly, maxRows, maxBytes, timeoutMs, signal };
    if (engine === "sqlite") return askFile(ctx, config.file, asked);
    if (connection === undefined) return permanent("SQL_DATABASE", "No database is chosen.");
    return { kind: "done", output: plain(await ctx.sql({ credential: connection, ...asked })) };
  },
});

function plain({ rows, columns, rowCount }: SqlAnswer) {
  return { rows, columns, rowCount };
}

/** The file is read whole and, where it was changed, kept whole: the name points to the new one with this step's success. */
async function askFile(
  ctx: StepContext,
  given: Json | undefined,
  asked: Omit<SqliteRequest, "database">,
): Promise<StepOutcome> {
  if (hasSecondStatement(asked.statement))
    return permanent("SQL_STATEMENTS", "One statement is carried out at a time.");
  const name = isFileValue(given) ? given.name : textOfValue(given).trim();
  if (name === "") return permanent("SQL_DATABASE", "No file is chosen.");
  const file = isFileValue(given) ? given : await ctx.files.find(name);
  if (file === null && asked.readOnly) return permanent("SQL_DATABASE", `There is no file “${name.slice(0, 200)}”.`);
  const before = file === null ? new Uint8Array() : await ctx.files.read(file, largestFile);
  const answer = await ctx.sqlite({ database: before, ...asked });
  const { database } = answer;
  if (database === null) return { kind: "done", output: plain(answer) };
  const kept = await ctx.files.keep({ name, mediaType: "application/vnd.sqlite3", content: database });
  const isChanged = kept.sha256 !== file?.sha256;
  return { kind: "done", output: plain(answer), ...(isChanged && { files: [{ name, file: kept }] }) };
}
