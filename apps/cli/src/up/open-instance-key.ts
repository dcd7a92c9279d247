import { existsSync, renameSync } from "node:fs";
import {
  checkInstanceKey,
  ensureKeyFile,
  InstanceKeyProblem,
  readInstanceKey,
  readKeyFile,
} from "@orrery/services/triggers";
import pg from "pg";
import { StartProblem } from "./start-problem.ts";

/** Where a new key stands while the database is turned to it. */
export function nextKeyFile(keyFile: string): string {
  return `${keyFile}.next`;
}

/**
 * Makes the key's file at the first start, and holds the key against the database. A turn of the key that was cut off
 * between database and file is ended here.
 * @throws StartProblem in one sentence where it is not this installation's key.
 */
export async function openInstanceKey(
  settings: { readonly keyFile: string | null },
  databaseUrl: string,
): Promise<void> {
  const { keyFile } = settings;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    if (keyFile === null) {
      const key = readInstanceKey(process.env);
      if (key !== null) await checkInstanceKey(pool, key);
      return;
    }
    if (!existsSync(keyFile)) ensureKeyFile(keyFile);
    try {
      await checkInstanceKey(pool, readKeyFile(keyFile));
    } catch (error) {
      const next = nextKeyFile(keyFile);
      if (!(error instanceof InstanceKeyProblem) || !existsSync(next)) throw error;
      await checkInstanceKey(pool, readKeyFile(next));
      renameSync(next, keyFile);
    }
  } catch (error) {
    if (error instanceof InstanceKeyProblem) throw new StartProblem(error.message);
    throw error;
  } finally {
    await pool.end();
  }
}
