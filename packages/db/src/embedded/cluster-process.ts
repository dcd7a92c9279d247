import { spawn } from "node:child_process";
import { chownSync, closeSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { DatabaseProblem } from "../database-problem.ts";
import { clusterFolder } from "./init-cluster.ts";
import { commandForAccount, type PostgresAccount } from "./postgres-account.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { embeddedUrl, POSTGRES_NAME, type PostgresSettings } from "./postgres-settings.ts";
import { processIdentity } from "./process-identity.ts";

/** The pid that the running server noted in its own folder; undefined when none did. */
export function notedPid(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(clusterFolder(dataDir), "postmaster.pid"), "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** The server's pid when it runs and is Postgres on this very folder; undefined otherwise. */
export function runningPid(dataDir: string): number | undefined {
  const pid = notedPid(dataDir);
  if (pid === undefined || processIdentity(pid) === undefined) return undefined;
  return isOurPostgres(pid, dataDir) ? pid : undefined;
}

/** After a reboot the noted pid may be anybody's: only a process that names our folder counts. */
function isOurPostgres(pid: number, dataDir: string): boolean {
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(clusterFolder(dataDir));
  } catch {
    return false;
  }
}

/** Starts the server in a session of its own, its words going to `postgres.log`. It outlives this process. */
export function startCluster(options: {
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount | undefined;
  readonly settings: PostgresSettings;
  readonly parameters: Readonly<Record<string, string>>;
}): void {
  const { dataDir, binaries, account, settings, parameters } = options;
  // Postgres would take a stranger who has got the old pid for a running server, and refuse to start.
  if (runningPid(dataDir) === undefined) rmSync(join(clusterFolder(dataDir), "postmaster.pid"), { force: true });
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    jit: "off",
    log_checkpoints: "off",
    ...parameters,
  };
  const args = [
    "-D",
    clusterFolder(dataDir),
    "-p",
    String(settings.port),
    ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const command = commandForAccount({ file: binaries.postgres, args }, account, [clusterFolder(dataDir)]);
  const log = openLog(dataDir, account);
  const child = spawn(command.file, [...command.args], {
    ...command.account,
    cwd: "/",
    detached: true,
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", log, log],
  });
  child.once("error", () => undefined);
  child.unref();
  closeSync(log);
}

function openLog(dataDir: string, account: PostgresAccount | undefined): number {
  const file = join(dataDir, "postgres.log");
  const log = openSync(file, "a", 0o600);
  if (account !== undefined && statSync(file).uid !== account.uid) chownSync(file, account.uid, account.gid);
  return log;
}

/** Whether the server behind `settings` answers now and stands on this data folder. */
export async function answers(dataDir: string, settings: PostgresSettings): Promise<boolean> {
  const client = new pg.Client({ connectionString: embeddedUrl(settings), connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const answer = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    return answer.rows[0]?.folder === clusterFolder(dataDir);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the database of the product where the cluster is new. */
export async function ensureDatabase(settings: PostgresSettings): Promise<void> {
  const url = new URL(embeddedUrl(settings));
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const found = await client.query("select 1 from pg_database where datname = $1", [POSTGRES_NAME]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(POSTGRES_NAME)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Waits until the server takes connections.
 * @throws DatabaseProblem POSTGRES_FAILED with what it last said, when it ends or takes longer than a minute.
 */
export async function waitUntilReady(dataDir: string, settings: PostgresSettings): Promise<void> {
  const url = new URL(embeddedUrl(settings));
  url.pathname = "/postgres";
  const begun = Date.now();
  while (Date.now() - begun < 60_000) {
    const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 2_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return;
    } catch {
      if (Date.now() - begun > 1_500 && notedPid(dataDir) === undefined) break;
      await sleep(30);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new DatabaseProblem("POSTGRES_FAILED", `The built-in Postgres did not start: ${lastWords(dataDir)}.`);
}

function lastWords(dataDir: string): string {
  const file = join(dataDir, "postgres.log");
  try {
    const lines = readFileSync(file, "utf8").trim().split("\n").slice(-20);
    const fatal = lines.findLast((line) => /(FATAL|PANIC):/.test(line));
    const words = fatal?.replace(/^.*?(FATAL|PANIC):\s*/, "").replace(/\.$/, "");
    return words === undefined ? `see ${file}` : `${words} (see ${file})`;
  } catch {
    return `see ${file}`;
  }
}

/** Ends the server: connections are closed, open transactions rolled back; after ten seconds without a word. */
export async function stopCluster(dataDir: string): Promise<void> {
  const pid = runningPid(dataDir);
  if (pid === undefined) return;
  for (const [signal, patienceMs] of [
    ["SIGINT", 10_000],
    ["SIGQUIT", 5_000],
  ] as const) {
    signalQuietly(pid, signal);
    const begun = Date.now();
    while (Date.now() - begun < patienceMs) {
      if (runningPid(dataDir) === undefined) return;
      await sleep(20);
    }
  }
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
