import {
  constants,
  DatabaseSync,
  type DatabaseSyncOptions,
  type SQLInputValue,
  type SQLOutputValue,
} from "node:sqlite";
import type { Json, JsonObject } from "@orrery/node-kit";
import { uniqueNames } from "../unique-names.ts";
import type { SqliteAnswered, SqliteAsked, SqliteBegun } from "./sqlite-messages.ts";

// A process of its own for one statement: SQLite cannot be interrupted from within, so whoever started it ends it in time. It
// has no environment, no file it may write, and a database that lives in its memory alone.

const pageBytes = 4096;
const valueBytes = 32 * 1024 * 1024;

class TooLarge extends Error {}

function asInput(value: Json): SQLInputValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

/** Whole numbers that a double cannot hold stay text, bytes become base64. */
function asJson(value: SQLOutputValue): Json {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

/** `limits` is younger than the types. */
const limited: DatabaseSyncOptions & { readonly limits: { readonly length: number } } = {
  allowExtension: false,
  defensive: true,
  limits: { length: valueBytes },
};

/** Opens the bytes as a database; what would reach beyond them, or change how it is kept, is refused at each statement. */
function open({ database, readOnly, maxDatabaseBytes }: SqliteAsked): DatabaseSync {
  const db = new DatabaseSync(":memory:", limited);
  if (database.length > 0) db.deserialize(database);
  db.exec("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF");
  db.exec(`PRAGMA max_page_count = ${Math.ceil(maxDatabaseBytes / pageBytes)}`);
  db.prepare("SELECT count(*) FROM sqlite_schema").get();
  if (readOnly) db.exec("PRAGMA query_only = ON");
  const denied: ReadonlySet<number> = new Set([
    constants.SQLITE_ATTACH,
    constants.SQLITE_DETACH,
    constants.SQLITE_PRAGMA,
  ]);
  db.setAuthorizer((action) => (denied.has(action) ? constants.SQLITE_DENY : constants.SQLITE_OK));
  return db;
}

function carryOut(db: DatabaseSync, asked: SqliteAsked): SqliteAnswered {
  const { statement, values, readOnly, maxRows, maxBytes } = asked;
  const prepared = db.prepare(statement);
  prepared.setReadBigInts(true);
  prepared.setReturnArrays(true);
  const named = Object.fromEntries(values.map((value, at) => [`$${at + 1}`, asInput(value)]));
  const columns = uniqueNames(prepared.columns().map(({ name }) => name));
  const rows: JsonObject[] = [];
  let bytes = 0;
  let changes = 0;
  if (columns.length === 0) {
    changes = Number(prepared.run(named).changes);
  } else {
    for (const row of prepared.iterate(named)) {
      const cells: readonly SQLOutputValue[] = Array.isArray(row) ? row : Object.values(row);
      const read = Object.fromEntries(columns.map((name, at) => [name, asJson(cells[at] ?? null)]));
      bytes += Buffer.byteLength(JSON.stringify(read));
      if (rows.length >= maxRows) throw new TooLarge(`more than ${maxRows} rows`);
      if (bytes > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`);
      rows.push(read);
    }
  }
  // Writing it out asks for its size by a PRAGMA of its own.
  db.setAuthorizer(null);
  return {
    kind: "done",
    rows,
    columns,
    rowCount: columns.length === 0 ? changes : rows.length,
    database: readOnly ? null : db.serialize(),
  };
}

function answerTo(asked: SqliteAsked): SqliteAnswered {
  let db: DatabaseSync;
  try {
    db = open(asked);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { kind: "failed", code: "SQL_NO_DATABASE", message: `The file is no SQLite database: ${message}.` };
  }
  try {
    return carryOut(db, asked);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof TooLarge) {
      return {
        kind: "failed",
        code: "SQL_TOO_LARGE",
        message: `The database gave ${message}. Ask for less, for example by LIMIT.`,
      };
    }
    const isFull = /database or disk is full|out of memory|too big/.test(message);
    const isRefused = /readonly database|query_only/.test(message);
    return {
      kind: "failed",
      code: isFull ? "SQL_TOO_LARGE" : isRefused ? "SQL_READ_ONLY" : "SQL_FAILED",
      message: `${message}.`,
    };
  }
}

process.once("message", (asked: SqliteAsked) => {
  const begun: SqliteBegun = { kind: "begun" };
  // Nothing else gets out while SQLite works: the word has to be gone before that.
  process.send?.(begun, () => {
    process.send?.(answerTo(asked), () => process.exit(0));
  });
});
