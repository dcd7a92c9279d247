import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Outlives the harness by a moment: told by lines on stdin what was started (`+pid`, `-pid`, `folder path`), and when that
// pipe ends without a word (`done`), because the harness was killed, it ends all of it and removes the folder.

const pids = new Set<number>();
let folder: string | null = null;
let isDone = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const [word = "", rest] = line.split(/(?<=^folder) /);
  if (word === "done") isDone = true;
  else if (rest !== undefined) folder = rest;
  else if (word.startsWith("+")) pids.add(Number(word.slice(1)));
  else if (word.startsWith("-")) pids.delete(Number(word.slice(1)));
}
if (!isDone) {
  for (const pid of pids) end(pid, "SIGKILL");
  if (folder !== null) {
    await endPostgres(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

async function endPostgres(dataDir: string): Promise<void> {
  let pid: number;
  try {
    pid = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return;
  }
  end(pid, "SIGQUIT");
  for (let tries = 0; tries < 100 && end(pid, 0); tries += 1) await sleep(50);
}

/** Whether there was such a process. */
function end(pid: number, signal: "SIGKILL" | "SIGQUIT" | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
