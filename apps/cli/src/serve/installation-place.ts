import { DatabaseProblem, parseDatabaseUrl } from "@orrery/db/check";

/** Something that must be set before one part of Orrery can run by itself; the message is for people. */
export class PlaceProblem extends Error {}

/** Where the parts of one installation meet. */
export interface InstallationPlace {
  readonly databaseUrl: string;
  /** Where people reach the studio. */
  readonly publicUrl: string;
}

/**
 * Reads `DATABASE_URL`, which has no default here: parts on several machines meet in one database of the operator's own;
 * and `ORRERY_URL`.
 * @throws PlaceProblem in one sentence.
 */
export function readInstallationPlace(env: Readonly<Record<string, string | undefined>>): InstallationPlace {
  const databaseUrl = env.DATABASE_URL;
  if (!databaseUrl)
    throw new PlaceProblem("DATABASE_URL is not set: it says which Postgres this installation works on.");
  try {
    parseDatabaseUrl(databaseUrl);
  } catch (error) {
    if (error instanceof DatabaseProblem) throw new PlaceProblem(error.message);
    throw error;
  }
  const publicUrl = env.ORRERY_URL || `http://127.0.0.1:${env.PORT || "3000"}`;
  if (!URL.canParse(publicUrl) || !/^https?:$/.test(new URL(publicUrl).protocol)) {
    throw new PlaceProblem(
      `ORRERY_URL must be an address such as https://orrery.example.org, not "${publicUrl.slice(0, 80)}".`,
    );
  }
  return { databaseUrl, publicUrl };
}
