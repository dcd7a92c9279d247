import { isDatabaseAway } from "@orrery/db";

/** What a page's error carries to the browser when it was the database; Next keeps nothing else of it there. */
const DATABASE_AWAY = "DATABASE_AWAY";

/** Lets an error pass, named for the error page where it was the database. */
export async function namingTheDatabase<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    throw Object.assign(new Error("The database does not answer."), { digest: DATABASE_AWAY });
  }
}
