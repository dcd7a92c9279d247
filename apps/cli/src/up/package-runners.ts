import { readFileSync } from "node:fs";
import { isSameProcess, processIdentity } from "@orrery/db/embedded";

export type ProcessRow = { readonly pid: number; readonly argv: readonly string[] };

/**
 * From this process's ancestors, nearest first, those up to the outermost npm, npx, pnpm or yarn that started it.
 * `npx -y pnpm start` is four processes deep: whoever ends any of them means all of it.
 */
export function runnersAmong(ancestors: readonly ProcessRow[]): readonly ProcessRow[] {
  const stop = ancestors.findIndex((row) => !isRunner(row.argv) && !isShellCommand(row.argv));
  const chain = stop === -1 ? ancestors : ancestors.slice(0, stop);
  return chain.slice(0, chain.findLastIndex((row) => isRunner(row.argv)) + 1);
}

function isRunner([program = "", script = ""]: readonly string[]): boolean {
  return RUNNER.test(program) || (/(^|\/)node$/.test(program) && RUNNER.test(script));
}

const RUNNER = /(^|\/)(npm|npx|pnpm|pnpx|yarn)(-cli)?(\.[cm]?js)?( |$)/;

function isShellCommand([program = "", flag]: readonly string[]): boolean {
  return /(^|\/)(sh|dash|bash)$/.test(program) && flag === "-c";
}

/**
 * Calls `gone` once, when one of the package runners above this process has ended without it. Only Linux tells.
 * @returns stops watching.
 */
export function watchRunners(gone: () => void): () => void {
  const watched = runnersAmong(ancestorsOf(process.pid)).map(({ pid }) => ({
    pid,
    identity: processIdentity(pid) ?? "",
  }));
  if (watched.length === 0) return () => undefined;
  const timer = setInterval(() => {
    if (watched.every(({ pid, identity }) => isSameProcess(pid, identity))) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

function ancestorsOf(pid: number): readonly ProcessRow[] {
  const rows: ProcessRow[] = [];
  let current = parentOf(pid);
  while (current > 1) {
    rows.push({ pid: current, argv: argvOf(current) });
    current = parentOf(current);
  }
  return rows;
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return 0;
  }
}

function argvOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}
