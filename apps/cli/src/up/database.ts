import { join } from "node:path";
import { checkDatabase, DatabaseProblem, parseDatabaseUrl } from "@orrery/db/check";
import { openEmbedded } from "@orrery/db/embedded";
import pg from "pg";
import { type Say, seconds } from "./phases.ts";
import type { UpSettings } from "./read-settings.ts";
import { watchDisk } from "./watch-disk.ts";

export type OpenDatabase = {
  readonly url: string;
  /** What it is, in a few words. */
  readonly note: string;
  /** Tells by `say` when it goes away and when it is back; the built-in one is started again, and its disk is watched. @returns stops watching. */
  watch(say: Say): () => void;
  close(): Promise<void>;
};

/**
 * Opens the person's own Postgres, or the built-in one.
 * @throws DatabaseProblem in one sentence.
 */
export function openDatabase(settings: Pick<UpSettings, "dataDir" | "databaseUrl">): Promise<OpenDatabase> {
  return settings.databaseUrl === undefined ? openBuiltIn(settings.dataDir) : openOwn(settings.databaseUrl);
}

async function openOwn(url: string): Promise<OpenDatabase> {
  parseDatabaseUrl(url);
  const version = await checkDatabase(url);
  return {
    url,
    note: `Postgres ${version}, from DATABASE_URL`,
    watch: (say) => watchConnection(url, say),
    close: async () => undefined,
  };
}

async function openBuiltIn(dataDir: string): Promise<OpenDatabase> {
  const notes = {
    made: "built-in Postgres, new",
    started: "built-in Postgres",
    adopted: "built-in Postgres, was running",
  };
  const first = await openEmbedded({ dataDir });
  let current = first;
  return {
    url: first.url,
    note: notes[first.origin],
    close: () => current.release(),
    watch: (say) => {
      let said = "";
      const stopDisk = watchDisk(dataDir, say);
      const stopServer = repeat(500, async (isStopped) => {
        if (current.isRunning()) return;
        if (said === "") say(`The built-in Postgres ended; it is started again. See ${join(dataDir, "postgres.log")}.`);
        const begun = Date.now();
        try {
          const again = await openEmbedded({ dataDir });
          if (isStopped()) return;
          current = again;
          said = "";
          const moved = again.url === first.url ? "" : " on another port: stop Orrery and start it again";
          say(`The built-in Postgres is back after ${seconds(Date.now() - begun)}${moved}.`);
        } catch (error) {
          const problem = error instanceof DatabaseProblem ? error.message : String(error);
          if (problem !== said) say(problem);
          said = problem;
        }
      });
      return () => {
        stopDisk();
        stopServer();
      };
    },
  };
}

/** One idle connection, asked every five seconds: it ends at once when the server does. */
function watchConnection(url: string, say: Say): () => void {
  let client: pg.Client | undefined;
  let awaySince: number | undefined;
  const stop = repeat(2_000, async (isStopped) => {
    try {
      client ??= await connect(url);
      await client.query("select 1");
      if (awaySince !== undefined) say(`The database is back after ${seconds(Date.now() - awaySince)}.`);
      awaySince = undefined;
    } catch {
      if (isStopped()) return;
      void client?.end().catch(() => undefined);
      client = undefined;
      if (awaySince === undefined) say("The database went away; reconnecting until it is back.");
      awaySince ??= Date.now();
    }
  });
  return () => {
    stop();
    void client?.end().catch(() => undefined);
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, query_timeout: 5_000 });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Does `work` again and again, `pauseMs` after it has ended, until stopped. */
function repeat(pauseMs: number, work: (isStopped: () => boolean) => Promise<void>): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const next = (): void => {
    if (stopped) return;
    timer = setTimeout(() => void work(() => stopped).finally(next), pauseMs);
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
