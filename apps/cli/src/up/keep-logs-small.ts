import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";

export type LogLimits = {
  /** A log is put aside when it has grown past this. */
  readonly bytes: number;
  /** How many of each are kept beside the one that is written. */
  readonly kept: number;
};

const LIMITS: LogLimits = { bytes: 10 * 1024 * 1024, kept: 2 };
const EVERY_MS = 30_000;

/** From now on puts aside what has grown too long of the data folder's logs. @returns what ends it. */
export function keepLogsSmall(dataDir: string): () => void {
  rotateLogs(dataDir, LIMITS);
  const timer = setInterval(() => rotateLogs(dataDir, LIMITS), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Puts aside each `*.log` of a folder that is too long, as `<name>.log.1`, the older ones moving on. The processes that
 * write them keep their file open, so it is copied and then cut, not renamed: they have it open for appending and go on
 * at its new end. What is written between the copy and the cut is lost.
 */
export function rotateLogs(dataDir: string, limits: LogLimits): void {
  for (const name of readdirSync(dataDir).filter((one) => one.endsWith(".log"))) {
    const file = join(dataDir, name);
    try {
      if (statSync(file).size > limits.bytes) rotate(file, limits.kept);
    } catch {
      // A log that cannot be put aside, on a full disk for instance, must not stop what it tells of.
    }
  }
}

function rotate(file: string, kept: number): void {
  for (let n = kept; n > 1; n -= 1) {
    if (existsSync(`${file}.${n - 1}`)) renameSync(`${file}.${n - 1}`, `${file}.${n}`);
  }
  const copy = `${file}.1`;
  try {
    copyFileSync(file, copy);
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
  truncateSync(file, 0);
}
