import { DatabaseSync } from "node:sqlite";
import { type Json, type SqliteRequest, StepFailure } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { createSqliteClient } from "./create-sqlite-client.ts";

const client = createSqliteClient();
const none = new Uint8Array();

function ask(statement: string, values: readonly Json[] = [], more: Partial<SqliteRequest> = {}) {
  return client.query({
    database: none,
    statement,
    values,
    readOnly: true,
    maxRows: 100,
    maxBytes: 100_000,
    timeoutMs: 60_000,
    signal: new AbortController().signal,
    ...more,
  });
}

async function failureOf(asked: Promise<unknown>) {
  try {
    await asked;
  } catch (cause) {
    if (!(cause instanceof StepFailure)) throw cause;
    return cause.error.code;
  }
  throw new Error("It was carried out.");
}

const write = { readOnly: false };

test("a new database is written, read again from its bytes, and any SQLite reads it", async () => {
  const made = await ask("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, raw BLOB)", [], write);
  const database = made.database ?? none;
  const filled = await ask(
    "INSERT INTO t (name, raw) VALUES ($1, x'ff00'), ($2, NULL) RETURNING id",
    ["a'; DROP TABLE t; --", "b"],
    {
      ...write,
      database,
    },
  );
  expect([filled.rows, filled.rowCount]).toEqual([[{ id: 1 }, { id: 2 }], 2]);
  const after = filled.database ?? none;
  const read = await ask(
    "SELECT name, raw, id AS n, id + 9007199254740992 AS n, $1 AS doc FROM t ORDER BY id",
    [{ x: 1 }],
    {
      database: after,
    },
  );
  expect(read).toEqual({
    columns: ["name", "raw", "n", "n_2", "doc"],
    rows: [
      { name: "a'; DROP TABLE t; --", raw: "/wA=", n: 1, n_2: "9007199254740993", doc: '{"x":1}' },
      { name: "b", raw: null, n: 2, n_2: "9007199254740994", doc: '{"x":1}' },
    ],
    rowCount: 2,
    database: null,
  });
  const changed = await ask("UPDATE t SET name = upper(name)", [], { ...write, database: after });
  expect(changed.rowCount).toBe(2);
  const other = new DatabaseSync(":memory:");
  other.deserialize(changed.database ?? none);
  expect(other.prepare("SELECT name FROM t WHERE id = 2").get()).toEqual({ name: "B" });
});

test.each<[string, string, Partial<SqliteRequest>, string]>([
  ["a change where only reading is allowed", "CREATE TABLE t (a)", {}, "SQL_READ_ONLY"],
  ["another database", "ATTACH '/etc/passwd' AS p", write, "SQL_FAILED"],
  ["a copy on the disk", "VACUUM INTO '/tmp/orrery-sqlite-escape.db'", write, "SQL_FAILED"],
  ["a setting", "PRAGMA query_only = OFF", {}, "SQL_FAILED"],
  ["code from a file", "SELECT load_extension('/tmp/x.so')", {}, "SQL_FAILED"],
  ["no SQL", "SELEC 1", {}, "SQL_FAILED"],
  ["bytes that are no database", "SELECT 1", { database: Buffer.from("no database".repeat(1_000)) }, "SQL_NO_DATABASE"],
  [
    "too many rows",
    "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    {},
    "SQL_TOO_LARGE",
  ],
  ["a row that is too large", "SELECT hex(zeroblob(100000))", {}, "SQL_TOO_LARGE"],
  ["a value that is far too large", "SELECT length(hex(zeroblob(400000000)))", {}, "SQL_TOO_LARGE"],
])("%s is refused", async (_what, statement, more, code) => {
  expect(await failureOf(ask(statement, [], more))).toBe(code);
});

test("a statement has its time from when it begins, and no more", async () => {
  const slowStart = createSqliteClient({ beginMs: 10 * 60_000 });
  const asked = slowStart.query({
    database: none,
    statement: "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    values: [],
    readOnly: true,
    maxRows: 1,
    maxBytes: 1_000,
    timeoutMs: 50,
    signal: new AbortController().signal,
  });
  expect(await failureOf(asked)).toBe("SQL_TIMEOUT");
});

test("a statement that is stopped ends, and gives its place back", async () => {
  const endless = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  const stop = new AbortController();
  const stopped = Array.from({ length: 6 }, () => failureOf(ask(endless, [], { signal: stop.signal })));
  stop.abort();
  expect(await Promise.all(stopped)).toEqual(Array(6).fill("SQL_STOPPED"));
  expect((await ask("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});
