import { createDb } from "@orrery/db";
import { mintPasswordLink } from "@orrery/services";
import { openDatabase } from "../up/database.ts";
import { readSettings } from "../up/read-settings.ts";
import { readInstallationPlace } from "./installation-place.ts";

/**
 * `orrery password E-MAIL`: prints a link by which this person sets a new password, once, within a day. Works on the database
 * of the settings, running or not. @returns the exit code: 1 where nobody has this address.
 */
export async function passwordVerb(words: readonly string[], root: string): Promise<number> {
  const [email, ...rest] = words;
  if (email === undefined || email.startsWith("-") || rest.length > 0) {
    console.error("Usage: pnpm orrery password E-MAIL");
    return 2;
  }
  try {
    const cwd = process.env.INIT_CWD || process.cwd();
    const database = await openDatabase(readSettings(process.env, { root, cwd, mode: "production" }));
    try {
      const { publicUrl } = readInstallationPlace({ ...process.env, DATABASE_URL: database.url });
      const url = await linkFor(database.url, publicUrl, email);
      if (url === null)
        console.error(`Nobody signs in as ${email}. The People page of the settings lists who is here.`);
      else console.log(url);
      return url === null ? 1 : 0;
    } finally {
      await database.close();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function linkFor(databaseUrl: string, baseUrl: string, email: string): Promise<string | null> {
  const db = createDb(databaseUrl);
  try {
    return await mintPasswordLink({ db, baseUrl, email });
  } finally {
    await db.$disconnect();
  }
}
