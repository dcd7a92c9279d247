import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * A text that names one process for as long as this machine is up: a pid alone is given to somebody else later.
 * Built from the boot id and the start time in /proc; elsewhere from `ps`.
 * @returns undefined when no such process runs; a zombie does not run.
 */
export function processIdentity(pid: number): string | undefined {
  return process.platform === "linux" ? identityFromProc(pid) : identityFromPs(pid);
}

/** Whether `pid` is still the process that `identity` was taken from. */
export function isSameProcess(pid: number, identity: string): boolean {
  return processIdentity(pid) === identity;
}

function identityFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return parseProcStat(stat, bootId);
  } catch {
    return undefined;
  }
}

/** Reads state and start time from the text of /proc/<pid>/stat; the command in parentheses may hold anything. */
export function parseProcStat(stat: string, bootId: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const state = fields[0];
  const startTicks = fields[19];
  if (state === undefined || startTicks === undefined || state === "Z" || state === "X") return undefined;
  return `${bootId}:${startTicks}`;
}

function identityFromPs(pid: number): string | undefined {
  try {
    const line = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return line === "" || line.startsWith("Z") ? undefined : line.slice(line.indexOf(" ")).trim();
  } catch {
    return undefined;
  }
}
