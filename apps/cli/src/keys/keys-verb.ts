import { renameSync, writeFileSync } from "node:fs";
import { createDb } from "@orrery/db";
import {
  newInstanceKeyText,
  parseInstanceKey,
  readInstanceKey,
  readKeyFile,
  rotateInstanceKey,
  rotateWorkspaceKeys,
} from "@orrery/services";
import { openDatabase } from "../up/database.ts";
import { nextKeyFile, openInstanceKey } from "../up/open-instance-key.ts";
import { readSettings, type UpSettings } from "../up/read-settings.ts";

const usage = `Usage: pnpm orrery keys rotate | pnpm orrery keys rotate-instance
  rotate           a fresh key for every workspace; all credentials are sealed anew
  rotate-instance  a fresh key of the installation, in its file; with ORRERY_KEY, the one in ORRERY_NEW_KEY. Stop Orrery first.`;

/** `orrery keys`: turns the keys that credentials are sealed with. @returns the exit code. */
export async function keysVerb(words: readonly string[], root: string): Promise<number> {
  const [what, ...rest] = words;
  if ((what !== "rotate" && what !== "rotate-instance") || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  try {
    const cwd = process.env.INIT_CWD || process.cwd();
    const settings = readSettings(process.env, { root, cwd, mode: "production" });
    const database = await openDatabase(settings);
    try {
      await openInstanceKey(settings, database.url);
      const told =
        what === "rotate" ? await turnWorkspaces(settings, database.url) : await turnInstance(settings, database.url);
      console.log(told);
      return 0;
    } finally {
      await database.close();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function presentKey({ keyFile }: UpSettings) {
  const key = keyFile === null ? readInstanceKey(process.env) : readKeyFile(keyFile);
  if (key === null) throw new Error("There is no key: set ORRERY_KEY.");
  return key;
}

async function turnWorkspaces(settings: UpSettings, databaseUrl: string): Promise<string> {
  const db = createDb(databaseUrl);
  try {
    const count = await rotateWorkspaceKeys(db, presentKey(settings));
    return `Every workspace has a fresh key; ${count} ${count === 1 ? "credential was" : "credentials were"} sealed anew.`;
  } finally {
    await db.$disconnect();
  }
}

/** The new key is durable before the database is turned to it, and a start ends what was cut off in between. */
async function turnInstance(settings: UpSettings, databaseUrl: string): Promise<string> {
  const { keyFile } = settings;
  const text = keyFile === null ? (process.env.ORRERY_NEW_KEY ?? "") : newInstanceKeyText();
  const to = parseInstanceKey(text, "ORRERY_NEW_KEY");
  if (keyFile !== null) writeFileSync(nextKeyFile(keyFile), `${text}\n`, { mode: 0o600, flush: true });
  const db = createDb(databaseUrl);
  try {
    await rotateInstanceKey(db, presentKey(settings), to);
  } finally {
    await db.$disconnect();
  }
  if (keyFile === null) return "The installation's key is turned: start it with ORRERY_KEY set to the new one.";
  renameSync(nextKeyFile(keyFile), keyFile);
  return `The installation's key is turned: the new one is in ${keyFile}.`;
}
