import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseProblem } from "../database-problem.ts";
import { explainFolderError } from "./data-folder.ts";
import { commandForAccount, type PostgresAccount } from "./postgres-account.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { newPostgresSettings, POSTGRES_NAME, writePostgresSettings } from "./postgres-settings.ts";

/** The folder of the cluster in the data folder. */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, "postgres");
}

/** Whether the cluster has been made. */
export function hasCluster(dataDir: string): boolean {
  return existsSync(join(clusterFolder(dataDir), "PG_VERSION"));
}

/**
 * Makes the cluster with a random password, in a folder that gets its name only when it is whole: a start that is
 * killed in the middle leaves nothing that looks finished.
 * @throws DatabaseProblem
 */
export async function initCluster(options: {
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount | undefined;
  readonly durable: boolean;
}): Promise<void> {
  const { dataDir, binaries, account, durable } = options;
  const making = join(dataDir, "postgres.new");
  const passwordFile = join(dataDir, "run", "postgres-password");
  try {
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { mode: 0o700 });
    const settings = await newPostgresSettings();
    writeFileSync(passwordFile, `${settings.password}\n`, { mode: 0o600 });
    if (account !== undefined) {
      chownSync(making, account.uid, account.gid);
      chownSync(passwordFile, account.uid, account.gid);
    }
    const args = [
      `--pgdata=${making}`,
      `--username=${POSTGRES_NAME}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-instructions",
      ...(durable ? [] : ["--no-sync"]),
    ];
    await runInitdb(commandForAccount({ file: binaries.initdb, args }, account, [making, passwordFile]));
    writePostgresSettings(dataDir, settings);
    renameSync(making, clusterFolder(dataDir));
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw explainFolderError(error, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function runInitdb(command: ReturnType<typeof commandForAccount>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, [...command.args], {
      ...command.account,
      cwd: "/",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString("utf8")).slice(-4_000);
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else if (said.includes("No space left on device")) reject(Object.assign(new Error(said), { code: "ENOSPC" }));
      else
        reject(new DatabaseProblem("POSTGRES_FAILED", `The built-in Postgres could not be set up: ${lastLine(said)}.`));
    });
  });
}

function lastLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.includes("error:") || line.includes("FATAL:"));
  return (lines.at(-1) ?? text.trim().split("\n").at(-1) ?? "").replace(/^.*?(error|FATAL):\s*/, "").replace(/\.$/, "");
}
