import type { JsonObject, SqlRequest } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { sqlDefinition } from "./definition.ts";
import { sqlRuntime } from "./runtime.ts";

async function run(config: JsonObject) {
  const asked: Partial<SqlRequest>[] = [];
  const { ctx } = createTestStep({
    sql: async ({ signal: _signal, ...request }) => {
      asked.push(request);
      return { rows: [{ id: 1 }], columns: ["id"], rowCount: 1 };
    },
  });
  return { asked, outcome: await sqlRuntime.run(ctx, createTestInput({ statement: "SELECT 1", ...config })) };
}

test("asks with its limits, and gives rows, columns and their count", async () => {
  const config = { connection: "shop", statement: "SELECT id FROM t WHERE a = $1", values: ["x"], maxRows: 5 };
  expect(await run(config)).toEqual({
    asked: [
      {
        credential: "shop",
        statement: "SELECT id FROM t WHERE a = $1",
        values: ["x"],
        readOnly: true,
        maxRows: 5,
        maxBytes: 3_000_000,
        timeoutMs: 30_000,
      },
    ],
    outcome: { kind: "done", output: { rows: [{ id: 1 }], columns: ["id"], rowCount: 1 } },
  });
});

test.each<[JsonObject, string]>([
  [{}, "SQL_DATABASE"],
  [{ connection: "shop", values: { a: 1 } }, "SQL_VALUES"],
  [{ connection: "shop", values: [1] }, "SQL_VALUES"],
  [{ connection: "shop", statement: "SELECT $1" }, "SQL_VALUES"],
])("%j is refused before anything is asked", async (config, code) => {
  expect(await run(config)).toMatchObject({ asked: [], outcome: { kind: "failed", error: { code } } });
});

test("what only reads is done again after a crash; what changes something is not", () => {
  const config = { connection: "shop", statement: "SELECT 1" };
  const effect = (more: object) => sqlDefinition.effect(sqlDefinition.config.parse({ ...config, ...more }));
  expect([effect({}), effect({ readOnly: true }), effect({ readOnly: false })]).toEqual([
    "repeatable",
    "repeatable",
    "once",
  ]);
});

test("an expression in the statement, and values that do not fit it, are refused while it is drawn", () => {
  const codes = (config: object) =>
    sqlDefinition.check?.(sqlDefinition.config.parse(config)).map(({ path, code }) => `${path} ${code}`);
  expect(codes({ statement: "SELECT '{{ start.name }}'", connection: "shop" })).toEqual([
    "statement ORR_SQL_EXPRESSION",
  ]);
  expect(codes({ statement: "SELECT $2", values: [1], connection: "shop" })).toEqual(["values ORR_SQL_VALUES"]);
  expect(codes({ statement: "SELECT $2", values: "{{ start.list }}", connection: "shop" })).toEqual([]);
  expect(codes({ statement: " " })).toEqual(["connection ORR_SQL_DATABASE"]);
});

test("a file is read, asked, and kept anew where it was changed", async () => {
  const file = { name: "a.db", sha256: "0".repeat(64), mediaType: "application/vnd.sqlite3", bytes: 1 };
  const kept: unknown[] = [];
  const askFile = async (config: JsonObject, after: Uint8Array | null) => {
    const { ctx } = createTestStep({
      files: {
        find: async (name) => (name === "a.db" ? file : null),
        read: async () => new Uint8Array([1]),
        list: async () => [],
        keep: async ({ name, content }) => {
          kept.push([name, content]);
          return { ...file, name, sha256: "1".repeat(64) };
        },
      },
      sqlite: async ({ database, statement }) => ({
        rows: [{ bytes: database.length, statement }],
        columns: [],
        rowCount: 1,
        database: after,
      }),
    });
    return sqlRuntime.run(ctx, createTestInput({ engine: "sqlite" as const, statement: "SELECT 1", ...config }));
  };
  const output = { rows: [{ bytes: 1, statement: "SELECT 1" }], columns: [], rowCount: 1 };
  expect(await askFile({ file: "a.db" }, null)).toEqual({ kind: "done", output });
  expect(await askFile({ file, readOnly: false }, new Uint8Array([2]))).toEqual({
    kind: "done",
    output,
    files: [{ name: "a.db", file: { ...file, sha256: "1".repeat(64) } }],
  });
  expect(kept).toEqual([["a.db", new Uint8Array([2])]]);
  expect(await askFile({ file: "none.db" }, null)).toMatchObject({ error: { code: "SQL_DATABASE" } });
  expect(await askFile({ file: "a.db", statement: "SELECT 1; DROP TABLE t" }, null)).toMatchObject({
    error: { code: "SQL_STATEMENTS" },
  });
});
