import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openRunStore, type RunStore } from "@orrery/db";
import { migrate } from "@orrery/db/migrate";
import { commandSchema } from "@orrery/engine";
import pg from "pg";
import { type ExecutorProcess, startExecutorProcess } from "./executor-process.ts";
import type { House } from "./house.ts";

const migrations = join(import.meta.dirname, "../../prisma/migrations");

/** The only executor of a database of its own. */
export interface LoneExecutor extends ExecutorProcess {
  readonly store: RunStore;
}

/** Makes an empty database beside that of the house, where nobody else works, and starts one executor on it. */
export async function startLoneExecutor(
  house: House,
  environment: Readonly<Record<string, string>> = {},
): Promise<LoneExecutor> {
  const name = `lone_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`).finally(() => client.end());
  const url = new URL(house.databaseUrl);
  url.pathname = `/${name}`;
  await migrate(url.href, migrations);
  const store = openRunStore({ databaseUrl: url.href, poolSize: 4, parseCommand: (row) => commandSchema.parse(row) });
  try {
    await store.bus.ready;
    const executor = await startExecutorProcess(url.href, environment);
    return {
      ...executor,
      store,
      async stop() {
        await executor.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
