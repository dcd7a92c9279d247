import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createEgress, type Egress } from "@orrery/egress";
import { type Json, type SqlRequest, StepFailure } from "@orrery/node-kit";
import type { Secret, SqlClient } from "@orrery/ports";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDoor, type PostgresDoor } from "../testing/postgres-door.ts";
import { testCertificate } from "../testing/test-certificate.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { createSqlClient } from "./create-sql-client.ts";

let database: TestDatabase;
let watcher: Client;
let egress: Egress;
let sql: SqlClient;
const doors: PostgresDoor[] = [];

beforeAll(async () => {
  database = await testDatabase();
  watcher = new Client({ connectionString: database.url });
  await watcher.connect();
  egress = createEgress({ resolve: async () => ["127.0.0.1"], allowPrivateHosts: ["db.test"] });
  sql = createSqlClient(egress);
});
afterAll(async () => {
  await egress.close();
  for (const door of doors) door.close();
  await watcher.end();
  await database.drop();
});

function secretOf(more: { readonly port?: number; readonly open?: object; readonly password?: string } = {}): Secret {
  const { port, username, password, pathname } = new URL(database.url);
  return {
    handle: "shop",
    kind: "postgres",
    hosts: [`db.test:${more.port ?? port}`],
    open: { user: username, database: pathname.slice(1), security: "none", ...more.open },
    values: { password: more.password ?? decodeURIComponent(password) },
  };
}

async function doorOf(tls: boolean): Promise<PostgresDoor> {
  const door = await openDoor({ port: Number(new URL(database.url).port) }, tls);
  doors.push(door);
  return door;
}

function ask(statement: string, values: readonly Json[] = [], more: Partial<SqlRequest> = {}, secret = secretOf()) {
  const request: SqlRequest = {
    credential: "shop",
    statement,
    values,
    readOnly: true,
    maxRows: 100,
    maxBytes: 100_000,
    timeoutMs: 60_000,
    signal: new AbortController().signal,
    ...more,
  };
  return sql.query(request, secret);
}

/** The failure of what has to fail. */
async function failureOf(asked: Promise<unknown>) {
  try {
    await asked;
  } catch (cause) {
    if (!(cause instanceof StepFailure)) throw cause;
    return cause.error;
  }
  throw new Error("It was carried out.");
}

test("values of every kind become JSON, exactly or as text", async () => {
  const statement = `SELECT true AS yes, 7::int2 AS small, 9007199254740991::int8 AS large, 9007199254740993::int8 AS beyond,
    1.50::numeric AS price, 0.1::numeric(40, 30) AS fine, 12345678901234567890.5::numeric AS long, 'NaN'::float8 AS nan,
    'ä'::text AS word, '{"b":1,"a":[null]}'::jsonb AS doc, '2026-11-24 03:39:00.5+01'::timestamptz AS at,
    '2026-11-24'::date AS day, '\\xff00'::bytea AS raw, ARRAY[1, 2]::int[] AS list, ARRAY[['a', NULL]] AS nested,
    NULL AS nothing, 1 AS id, 2 AS id, '1 day'::interval AS gap, 'infinity'::timestamptz AS never`;
  expect(await ask(statement)).toEqual({
    columns:
      "yes small large beyond price fine long nan word doc at day raw list nested nothing id id_2 gap never".split(" "),
    rows: [
      {
        yes: true,
        small: 7,
        large: 9007199254740991,
        beyond: "9007199254740993",
        price: 1.5,
        fine: 0.1,
        long: "12345678901234567890.5",
        nan: "NaN",
        word: "ä",
        doc: { a: [null], b: 1 },
        at: "2026-11-24T02:39:00.500Z",
        day: "2026-11-24",
        raw: "/wA=",
        list: [1, 2],
        nested: [["a", null]],
        nothing: null,
        id: 1,
        id_2: 2,
        gap: "1 day",
        never: "infinity",
      },
    ],
    rowCount: 1,
  });
});

test("values travel apart from the statement: what they hold is never read as SQL", async () => {
  const evil = "'; DROP TABLE stock; --";
  const statement = "SELECT $1::text AS a, $2::int + 1 AS b, $3::jsonb AS c, 2 = ANY($4::int[]) AS d, $5::bool AS e";
  expect((await ask(statement, [evil, 41, { x: [1] }, [1, 2], false])).rows).toEqual([
    { a: evil, b: 42, c: { x: [1] }, d: true, e: false },
  ]);
});

test("what is read only changes nothing; what is not says how many rows it changed, all of it or nothing", async () => {
  await watcher.query(
    "CREATE TABLE stock (id int PRIMARY KEY, n int CHECK (n >= 0)); INSERT INTO stock VALUES (1, 5), (2, 0)",
  );
  const write = { readOnly: false };
  const left = async () => (await watcher.query("SELECT id, n FROM stock ORDER BY id")).rows;
  expect(await failureOf(ask("UPDATE stock SET n = 9"))).toMatchObject({ code: "SQL_READ_ONLY", class: "permanent" });
  expect(await ask("UPDATE stock SET n = n + $1", [1], write)).toEqual({ columns: [], rows: [], rowCount: 2 });
  expect(await failureOf(ask("UPDATE stock SET n = n - 2", [], write))).toMatchObject({
    code: "SQL_FAILED",
    details: { state: "23514" },
  });
  expect(await ask("INSERT INTO stock SELECT g, g FROM generate_series(3, 4) g RETURNING id", [], write)).toEqual({
    columns: ["id"],
    rows: [{ id: 3 }, { id: 4 }],
    rowCount: 2,
  });
  const before = await left();
  expect(before).toEqual([1, 2, 3, 4].map((id, at) => ({ id, n: [6, 1, 3, 4][at] })));
  const more = await failureOf(ask("DELETE FROM stock RETURNING id", [], { ...write, maxRows: 3 }));
  expect(more).toMatchObject({ code: "SQL_TOO_LARGE", class: "limit" });
  await expect.poll(left).toEqual(before);
});

test.each([
  ["two statements", "SELECT 1; SELECT 2", "SQL_FAILED"],
  ["a way out of the transaction", "COMMIT; DELETE FROM pg_class", "SQL_FAILED"],
  ["no SQL", "SELEC 1", "SQL_FAILED"],
  ["data that nobody sends", "COPY pg_class FROM STDIN", "SQL_READ_ONLY"],
  ["a value too few", "SELECT $1::text || $2::text", "SQL_FAILED"],
])("%s is refused", async (_what, statement, code) => {
  const values = statement.includes("$2") ? ["a"] : [];
  const found = await failureOf(ask(statement, values));
  expect(found).toMatchObject({ code, class: "permanent" });
});

test("too many rows, too many bytes, and one value that is too large are stopped as they come", async () => {
  const limit = { code: "SQL_TOO_LARGE", class: "limit" };
  expect(await failureOf(ask("SELECT * FROM generate_series(1, 101)"))).toMatchObject(limit);
  expect((await ask("SELECT * FROM generate_series(1, 100)")).rowCount).toBe(100);
  expect(await failureOf(ask("SELECT repeat('x', 3000) FROM generate_series(1, 50)"))).toMatchObject(limit);
  expect(await failureOf(ask("SELECT repeat('x', 50000000)"))).toMatchObject(limit);
});

test("a statement that takes too long, or is no longer wanted, ends", async () => {
  expect(await failureOf(ask("SELECT pg_sleep(600)", [], { timeoutMs: 50 }))).toMatchObject({
    code: "SQL_TIMEOUT",
    class: "transient",
  });
  const stop = new AbortController();
  const stopped = failureOf(ask("SELECT pg_sleep(600)", [], { signal: stop.signal }));
  await expect
    .poll(
      async () => (await watcher.query("SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'")).rowCount,
    )
    .toBe(1);
  stop.abort();
  expect((await stopped).code).toBe("SQL_STOPPED");
});

test("a wrong password, user or database is refused in words that hold no password", async () => {
  const wrong = [
    secretOf({ open: { user: "nobody" }, password: "wrong-password" }),
    secretOf({ open: { database: "nowhere" } }),
  ];
  for (const secret of wrong) {
    const error = await failureOf(ask("SELECT 1", [], {}, secret));
    expect(error).toMatchObject({ code: "SQL_REFUSED", class: "permanent" });
    expect(JSON.stringify(error)).not.toContain("wrong-password");
  }
});

test("a connection that is lost in a statement may be tried again; one lost while it commits is told as uncertain", async () => {
  await watcher.query("CREATE TABLE paid (n int)");
  const door = await doorOf(false);
  const secret = secretOf({ port: door.port });
  door.cutAfter("pg_sleep");
  expect(await failureOf(ask("SELECT pg_sleep(0.01)", [], {}, secret))).toMatchObject({
    code: "SQL_UNAVAILABLE",
    class: "transient",
  });
  door.cutAfter("COMMIT");
  const write = { readOnly: false };
  expect(await failureOf(ask("INSERT INTO paid VALUES (1)", [], write, secret))).toMatchObject({
    code: "SQL_UNCERTAIN",
    class: "permanent",
  });
});

test("over TLS the certificate is checked; a server without TLS is refused", async () => {
  const door = await doorOf(true);
  const secret = secretOf({ port: door.port, open: { security: "tls" } });
  expect(await failureOf(ask("SELECT 1", [], {}, secret))).toMatchObject({ code: "SQL_TLS", class: "permanent" });
  expect(await failureOf(ask("SELECT 1", [], {}, secretOf({ open: { security: "tls" } })))).toMatchObject({
    code: "SQL_TLS",
  });
  const known = getCACertificates();
  setDefaultCACertificates([...known, testCertificate.cert]);
  try {
    expect((await ask("SELECT 1 AS one", [], {}, secret)).rows).toEqual([{ one: 1 }]);
  } finally {
    setDefaultCACertificates(known);
  }
});

test("the guard's rules hold: a private address, and Orrery's own database, are not reached", async () => {
  const strict = createSqlClient(createEgress());
  const { port } = new URL(database.url);
  const own = createEgress({ allowPrivateHosts: ["127.0.0.1"], refuse: [{ host: "localhost", port: Number(port) }] });
  for (const [client, host] of [
    [strict, "127.0.0.1"],
    [createSqlClient(own), "127.0.0.1"],
  ] as const) {
    const secret = { ...secretOf(), hosts: [`${host}:${port}`] };
    const asked = client.query(
      {
        credential: "shop",
        statement: "SELECT 1",
        values: [],
        readOnly: true,
        maxRows: 1,
        maxBytes: 100,
        timeoutMs: 1_000,
        signal: new AbortController().signal,
      },
      secret,
    );
    expect((await failureOf(asked)).code).toBe("EGRESS_DENIED");
  }
  await own.close();
});
