import { join } from "node:path";
import { checkDatabase, DatabaseProblem } from "@orrery/db/check";
import { migrate } from "@orrery/db/migrate";
import { PlaceProblem, readInstallationPlace } from "./installation-place.ts";

/** `orrery migrate`: brings the database of `DATABASE_URL` up to date; several at once wait for each other. @returns the exit code. */
export async function migrateVerb(words: readonly string[], root: string): Promise<number> {
  if (words[0] !== undefined) {
    console.error("orrery migrate takes no words.");
    return 2;
  }
  try {
    const { databaseUrl } = readInstallationPlace(process.env);
    await checkDatabase(databaseUrl);
    const { applied } = await migrate(databaseUrl, join(root, "prisma/migrations"));
    console.log(applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}.`);
    return 0;
  } catch (error) {
    if (!(error instanceof PlaceProblem || error instanceof DatabaseProblem)) throw error;
    console.error(error.message);
    return 1;
  }
}
