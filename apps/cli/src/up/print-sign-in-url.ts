import { createDb } from "@orrery/db";
import { mintSignInLink } from "@orrery/services";

// A program of its own, started by sign-in-url.ts: what it loads would otherwise stay in the launcher's memory for as
// long as Orrery runs. The environment brings the database and the preset token, which a command line would show.

const { DATABASE_URL = "", ORRERY_URL = "", ORRERY_TOKEN } = process.env;
const db = createDb(DATABASE_URL);
const link = await mintSignInLink({ db, baseUrl: ORRERY_URL, ...(ORRERY_TOKEN && { token: ORRERY_TOKEN }) });
process.stdout.write(link.url);
await db.$disconnect();
process.exit(0);
