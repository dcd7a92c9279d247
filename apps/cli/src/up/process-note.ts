import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isSameProcess, processIdentity } from "@orrery/db/embedded";
import { z } from "zod";

const noteSchema = z.object({ pid: z.int().positive(), identity: z.string().min(1), url: z.string() });

/** What `run/<name>.json` holds of a process: its pid alone would soon be somebody else's. */
export type ProcessNote = z.infer<typeof noteSchema>;

/** Notes a process that the launcher started, or the launcher itself. */
export function writeProcessNote(folder: string, name: string, process: { pid: number; url: string }): void {
  const identity = processIdentity(process.pid);
  if (identity === undefined) return;
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...process, identity }), { mode: 0o600 });
}

/** The noted process, if it is still the one that was noted and runs. */
export function livingProcess(folder: string, name: string): ProcessNote | undefined {
  try {
    const parsed = noteSchema.safeParse(JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")));
    return parsed.success && isSameProcess(parsed.data.pid, parsed.data.identity) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets a noted process. */
export function removeProcessNote(folder: string, name: string): void {
  rmSync(join(folder, `${name}.json`), { force: true });
}

/** Stops every process that a launcher left behind when it was killed. @returns the names of those that ran. */
export async function stopOrphans(folder: string, patienceMs = 5_000): Promise<readonly string[]> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length));
  const stopped = await Promise.all(
    names.map(async (name) => {
      const orphan = livingProcess(folder, name);
      if (orphan !== undefined) await stopGroup(orphan, patienceMs);
      removeProcessNote(folder, name);
      return orphan === undefined ? [] : [name];
    }),
  );
  return stopped.flat();
}

/** Asks a process and its group to end, and after `patienceMs` ends them. Resolves when all of them are gone. */
export async function stopGroup(target: Pick<ProcessNote, "pid" | "identity">, patienceMs: number): Promise<void> {
  const { pid, identity } = target;
  const isThere = (): boolean => isSameProcess(pid, identity);
  if (!isThere()) return;
  signalGroup(pid, "SIGTERM");
  const begun = Date.now();
  while (isThere() && Date.now() - begun < patienceMs) await sleep(20);
  if (isThere()) signalGroup(pid, "SIGKILL");
  while (isThere()) await sleep(20);
  // The group keeps its number as long as somebody is in it: these are what the process itself had started.
  for (const patience = Date.now() + 1_000; hasGroup(pid) && Date.now() < patience; ) await sleep(20);
  if (hasGroup(pid)) signalGroup(pid, "SIGKILL");
}

function hasGroup(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Children are started detached, each the leader of a group that holds whatever it starts itself. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}
