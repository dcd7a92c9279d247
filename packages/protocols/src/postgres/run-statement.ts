import { type Json, type JsonObject, type SqlAnswer, type SqlRequest, StepFailure } from "@orrery/node-kit";
import { type FieldDef, Query } from "pg";
import { uniqueNames } from "../unique-names.ts";
import { jsonOfColumn } from "./json-of-column.ts";
import type { OpenPostgres } from "./open-postgres.ts";

/** What stands around a value on the wire is no more than this many times what it becomes as JSON. */
const wireFactor = 4;
const wireSlack = 1_000_000;

function tooLarge(what: string): StepFailure {
  const message = `The database gave more than ${what}. Ask for less, for example by LIMIT.`;
  return new StepFailure({ code: "SQL_TOO_LARGE", message, class: "limit" });
}

/**
 * Sends one statement, always by the extended protocol: it knows no second statement behind the first, and values travel
 * apart from the text. Rows are counted as they come; at the limit the socket is closed, and the server rolls back.
 */
export function runStatement({ client, socket }: OpenPostgres, request: SqlRequest): Promise<SqlAnswer> {
  const { statement, values, maxRows, maxBytes } = request;
  return new Promise((resolve, reject) => {
    const rows: (readonly (Json | null)[])[] = [];
    let bytes = 0;
    let wire = 0;
    const stop = (failure: StepFailure): void => {
      reject(failure);
      socket.destroy();
    };
    const count = (chunk: Buffer): void => {
      wire += chunk.length;
      if (wire > maxBytes * wireFactor + wireSlack) stop(tooLarge(`${maxBytes} bytes`));
    };
    const config = {
      text: statement,
      values: values.map(asParameter),
      rowMode: "array",
      queryMode: "extended",
      types: { getTypeParser: (oid: number) => jsonOfColumn(oid) },
    };
    const query = new Query<Json[]>(config);
    query.on("row", (row: readonly (Json | null)[]) => {
      if (rows.length >= maxRows) return stop(tooLarge(`${maxRows} rows`));
      bytes += Buffer.byteLength(JSON.stringify(row));
      if (bytes > maxBytes) return stop(tooLarge(`${maxBytes} bytes`));
      rows.push(row);
    });
    query.on("error", reject);
    query.on("end", (result) => {
      socket.off("data", count);
      const columns = uniqueNames(result.fields.map(({ name }: FieldDef) => name));
      resolve({
        columns,
        rows: rows.map((row): JsonObject => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null]))),
        rowCount: result.rowCount ?? rows.length,
      });
    });
    socket.on("data", count);
    client.query(query);
  });
}

/** A list of plain values is a Postgres array, for `= ANY($1)`; objects, and lists that hold some, go as JSON text. */
function asParameter(value: Json): string | number | boolean | null | readonly Json[] {
  if (typeof value !== "object" || value === null) return value;
  const isPlain = Array.isArray(value) && value.every((one) => typeof one !== "object" || one === null);
  return isPlain ? value : JSON.stringify(value);
}
