import { spawn } from "node:child_process";
import { join } from "node:path";
import type { ManagedProcess } from "./managed-process.ts";

/** Sees to it that nothing outlives the harness, even where the harness is killed and can end nothing itself. */
export interface Guard {
  /** From now on until it ends, this process goes when the harness goes. */
  watch(process: ManagedProcess): ManagedProcess;
  /** The folder, and the Postgres in it. */
  watchFolder(dataDir: string): void;
  /** Everything has been ended tidily. */
  close(): Promise<void>;
}

/** Starts the guard: a process of its own, in a group of its own, that hears of our end by the pipe to it. */
export function openGuard(): Guard {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "guard-process.ts")],
    { stdio: ["pipe", "ignore", "ignore"], detached: true },
  );
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  const tell = (line: string): void => void child.stdin.write(`${line}\n`);
  child.stdin.on("error", () => undefined);
  return {
    watch(watched) {
      tell(`+${watched.pid}`);
      void watched.ended.then(() => tell(`-${watched.pid}`));
      return watched;
    },
    watchFolder: (dataDir) => tell(`folder ${dataDir}`),
    close() {
      child.stdin.end("done\n");
      return ended;
    },
  };
}
