import { createDb } from "@orrery/db";
import { DatabaseProblem } from "@orrery/db/check";
import { mintSignInLink } from "@orrery/services";
import { PlaceProblem, readInstallationPlace } from "./installation-place.ts";

/**
 * `orrery sign-in`: prints a link that signs the owner in, once, within an hour, and ends every older one. `ORRERY_TOKEN`
 * presets its token. @returns the exit code.
 */
export async function signInVerb(words: readonly string[]): Promise<number> {
  if (words[0] !== undefined) {
    console.error("orrery sign-in takes no words.");
    return 2;
  }
  try {
    const { databaseUrl, publicUrl } = readInstallationPlace(process.env);
    const db = createDb(databaseUrl);
    const token = process.env.ORRERY_TOKEN;
    const link = await mintSignInLink({ db, baseUrl: publicUrl, ...(token && { token }) });
    await db.$disconnect();
    console.log(link.url);
    return 0;
  } catch (error) {
    if (!(error instanceof PlaceProblem || error instanceof DatabaseProblem)) throw error;
    console.error(error.message);
    return 1;
  }
}
