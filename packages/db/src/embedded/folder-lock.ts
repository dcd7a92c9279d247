import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "../error-code.ts";
import { isSameProcess, processIdentity } from "./process-identity.ts";

type Mark = { readonly pid: number; readonly identity: string };

/**
 * Does `work` while no other living process of this machine does work under the same lock file.
 * A lock whose process died counts as free.
 */
export async function withFolderLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!tryLock(file)) await sleep(50);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(ownMark()), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
  const text = readIfThere(file);
  if (text !== undefined && !isAlive(parseMark(text)) && readIfThere(file) === text) {
    // Renamed before it is removed: of two processes that found it dead, only one can rename it.
    const grave = `${file}.${process.pid}`;
    try {
      renameSync(file, grave);
      rmSync(grave, { force: true });
    } catch {
      // The other one was faster.
    }
  }
  return false;
}

/** Notes that this process uses what `folder` stands for, until `leave` is called or the process dies. */
export function joinHolders(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(ownMark()), { mode: 0o600 });
}

/** Takes this process out of `folder`. @returns how many other living processes are still in it. */
export function leaveHolders(folder: string): number {
  rmSync(join(folder, `${process.pid}.json`), { force: true });
  let living = 0;
  for (const name of readdirSync(folder)) {
    const text = readIfThere(join(folder, name));
    if (text === undefined) continue;
    if (isAlive(parseMark(text))) living += 1;
    else rmSync(join(folder, name), { force: true });
  }
  return living;
}

function ownMark(): Mark {
  return { pid: process.pid, identity: processIdentity(process.pid) ?? "" };
}

function isAlive(mark: Mark | undefined): boolean {
  return mark !== undefined && isSameProcess(mark.pid, mark.identity);
}

/** A mark that cannot be read was cut short by a crash: nobody's. */
function parseMark(text: string): Mark | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("pid" in value) || !("identity" in value)) return undefined;
    const { pid, identity } = value;
    return typeof pid === "number" && typeof identity === "string" ? { pid, identity } : undefined;
  } catch {
    return undefined;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
