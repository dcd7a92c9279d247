import { join } from "node:path";
import { withFolderLock } from "@orrery/db/embedded";
import { livingProcess, removeProcessNote, stopOrphans, writeProcessNote } from "./process-note.ts";
import { StartProblem } from "./start-problem.ts";

/**
 * Makes this process the launcher of a data folder, and stops what an earlier one left running when it was killed.
 * @returns the names of the orphans that were stopped.
 * @throws StartProblem when another launcher runs on it.
 */
export function claimDataFolder(dataDir: string, url: string): Promise<readonly string[]> {
  const run = join(dataDir, "run");
  return withFolderLock(join(run, "launcher.lock"), async () => {
    const other = livingProcess(run, "launcher");
    if (other !== undefined) {
      throw new StartProblem(
        `Orrery already runs on ${dataDir}: open ${other.url}, or stop it (process ${other.pid}), or start another one with its own ORRERY_DATA, PORT and EXECUTOR_PORT.`,
      );
    }
    const orphans = await stopOrphans(run);
    writeProcessNote(run, "launcher", { pid: process.pid, url });
    return orphans;
  });
}

/** Gives the data folder back. */
export function leaveDataFolder(dataDir: string): void {
  removeProcessNote(join(dataDir, "run"), "launcher");
}
