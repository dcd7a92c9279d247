import { resolve } from "node:path";
import type pg from "pg";
import type { TestDatabase } from "./test-database.ts";

const migrations = resolve(import.meta.dirname, "../../../../prisma/migrations");
/** It answers one statement after another, and of several connections all at once. */
const mostConnections = 20;

/**
 * A migrated database that has pgvector, which the built-in Postgres does not: Postgres in WebAssembly with pgvector's own code
 * (PGlite), asked over a socket as any other. It has one backend for all connections, keeps all in memory, and is several
 * times slower.
 */
export async function vectorDatabase(): Promise<TestDatabase> {
  const [{ PGlite }, { pg_trgm }, { vector }, { PGLiteSocketServer }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("@electric-sql/pglite/contrib/pg_trgm"),
    import("@electric-sql/pglite-pgvector"),
    import("@electric-sql/pglite-socket"),
  ]);
  const { migrate } = await import("../migrate/migrate.ts");
  const db = await PGlite.create({ extensions: { pg_trgm, vector } });
  const server = new PGLiteSocketServer({ db, host: "127.0.0.1", port: 0, maxConnections: mostConnections });
  await server.start();
  const url = `postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`;
  await migrate(url, migrations);
  return {
    url,
    async drop() {
      await server.stop();
      await db.close();
    },
  };
}

/** One backend answers all connections of a `vectorDatabase`, so a statement that one of them has named is known to the others. */
export function withoutNames(pool: pg.Pool): void {
  pool.on("connect", (client) => {
    const send: unknown = Reflect.get(client, "query");
    if (typeof send !== "function") throw new Error("A connection that cannot be asked.");
    const query = (first: unknown, ...others: readonly unknown[]): unknown => {
      const isNamed = typeof first === "object" && first !== null && "name" in first;
      return Reflect.apply(send, client, [isNamed ? { ...first, name: undefined } : first, ...others]);
    };
    Reflect.set(client, "query", query);
  });
}
