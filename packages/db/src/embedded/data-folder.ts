import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DatabaseProblem } from "../database-problem.ts";
import { errorCode } from "../error-code.ts";

const MEGABYTE = 1024 * 1024;

/**
 * Makes the data folder with its `run` folder, tries that it can be written, and that `megabytes` are free in it.
 * @throws DatabaseProblem DATA_FOLDER_UNUSABLE or DATA_FOLDER_FULL.
 */
export function prepareDataFolder(dataDir: string, megabytes: number): void {
  try {
    makeFolder(resolve(dataDir, "run"));
    const free = freeMegabytes(dataDir);
    if (free < megabytes) throw fullFolder(dataDir, `${free} MB are free, at least ${megabytes} MB are needed`);
    const probe = join(dataDir, "run", `.probe-${process.pid}`);
    writeFileSync(probe, "orrery");
    rmSync(probe);
  } catch (error) {
    throw explainFolderError(error, dataDir);
  }
}

/** Whole megabytes that may still be written where `path` is. Throws where it is not there. */
export function freeMegabytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return Math.floor((bavail * bsize) / MEGABYTE);
}

/** Level by level: Node's own `recursive` never returns where a level cannot be made, as under /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/** Turns a file error met in the data folder into a DatabaseProblem; a DatabaseProblem passes. */
export function explainFolderError(error: unknown, dataDir: string): DatabaseProblem {
  if (error instanceof DatabaseProblem) return error;
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") return fullFolder(dataDir, "nothing more can be written", error);
  const reason = REASONS[code ?? ""] ?? (error instanceof Error ? error.message : String(error));
  return new DatabaseProblem(
    "DATA_FOLDER_UNUSABLE",
    `The data folder ${dataDir} cannot be used (${reason}): set ORRERY_DATA to a folder you may write.`,
    error,
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission to write there",
  EPERM: "no permission to write there",
  EROFS: "it is read-only",
  ENOTDIR: "a file stands in its way",
  EEXIST: "a file stands in its way",
  ENOENT: "it cannot be made there",
};

function fullFolder(dataDir: string, detail: string, cause?: unknown): DatabaseProblem {
  return new DatabaseProblem(
    "DATA_FOLDER_FULL",
    `The data folder ${dataDir} is full (${detail}): free some space, or set ORRERY_DATA to another folder.`,
    cause,
  );
}
