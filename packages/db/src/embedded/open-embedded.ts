import { join, resolve } from "node:path";
import { answers, ensureDatabase, runningPid, startCluster, stopCluster, waitUntilReady } from "./cluster-process.ts";
import { explainFolderError, prepareDataFolder } from "./data-folder.ts";
import { joinHolders, leaveHolders, withFolderLock } from "./folder-lock.ts";
import { hasCluster, initCluster } from "./init-cluster.ts";
import { postgresAccount } from "./postgres-account.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { embeddedUrl, onFreePort, readPostgresSettings, writePostgresSettings } from "./postgres-settings.ts";

/** A new cluster takes about 40 MB, and its write-ahead log grows from there. */
const MEGABYTES_NEW = 160;
const MEGABYTES_OLD = 32;

export type EmbeddedPostgres = {
  readonly url: string;
  /** What this call did: made the cluster and started it, started it, or found it running. */
  readonly origin: "made" | "started" | "adopted";
  /** Whether the server's process is there now. */
  isRunning(): boolean;
  /** Gives the server up; the last process that used it stops it. */
  release(): Promise<void>;
};

/**
 * Opens the built-in Postgres of a data folder: makes the cluster once, starts the server, or joins the one that runs.
 * Several processes may hold it at a time, each must `release` it; a process that died counts as gone.
 * @param options.durable false for tests: no fsync.
 * @throws DatabaseProblem in one sentence, whatever stands in the way.
 */
export async function openEmbedded(options: {
  readonly dataDir: string;
  readonly durable?: boolean;
}): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const durable = options.durable ?? true;
  prepareDataFolder(dataDir, hasCluster(dataDir) ? MEGABYTES_OLD : MEGABYTES_NEW);
  const lock = join(dataDir, "run", "postgres.lock");
  const holders = join(dataDir, "run", "postgres-holders");
  try {
    return await withFolderLock(lock, async () => {
      const opened = await openLocked(dataDir, durable);
      joinHolders(holders);
      return {
        ...opened,
        isRunning: () => runningPid(dataDir) !== undefined,
        release: () =>
          withFolderLock(lock, async () => {
            if (leaveHolders(holders) === 0) await stopCluster(dataDir);
          }),
      };
    });
  } catch (error) {
    throw explainFolderError(error, dataDir);
  }
}

async function openLocked(dataDir: string, durable: boolean): Promise<Pick<EmbeddedPostgres, "url" | "origin">> {
  const isNew = !hasCluster(dataDir);
  const tools = { dataDir, binaries: postgresBinaries(), account: postgresAccount() };
  if (isNew) await initCluster({ ...tools, durable });
  const remembered = readPostgresSettings(dataDir);
  if (remembered === undefined) throw new Error("postgres.json is missing or damaged");
  if (runningPid(dataDir) !== undefined) {
    if (await answers(dataDir, remembered)) return { url: embeddedUrl(remembered), origin: "adopted" };
    await stopCluster(dataDir);
  }
  const settings = await onFreePort(remembered);
  if (settings.port !== remembered.port) writePostgresSettings(dataDir, settings);
  const parameters = durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  startCluster({ ...tools, settings, parameters });
  await waitUntilReady(dataDir, settings);
  await ensureDatabase(settings);
  return { url: embeddedUrl(settings), origin: isNew ? "made" : "started" };
}
