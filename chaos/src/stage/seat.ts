import type { ManagedProcess } from "./managed-process.ts";

/** The place of one process of a kind: when its process is killed or ends by itself, another is started in its stead. */
export interface Seat {
  /** The process that sits here now. */
  readonly present: () => ManagedProcess;
  /** Kills it, resolves when it has ended, and starts another after `backAfterMs`. Gives the pid of the killed one. */
  kill(backAfterMs: number): Promise<number>;
  /** For good. Resolves when nothing of it is left. */
  close(): Promise<void>;
}

/** @param onCrash is told of a process that ended although nobody killed it, with its last words. */
export function openSeat(start: () => ManagedProcess, onCrash: (words: string) => void): Seat {
  let isClosed = false;
  let killed: ManagedProcess | undefined;
  let comingBack: NodeJS.Timeout | undefined;
  let present = seated();

  function seated(): ManagedProcess {
    const process = start();
    void process.ended.then((end) => {
      if (isClosed || killed === process) return;
      onCrash(`ended with ${end}:\n${process.lastWords()}`);
      present = seated();
    });
    return process;
  }

  return {
    present: () => present,
    async kill(backAfterMs) {
      const victim = present;
      // Killed twice before its successor sits here, it is one kill.
      if (killed === victim) return victim.pid;
      killed = victim;
      victim.signal("SIGKILL");
      await victim.ended;
      comingBack = setTimeout(() => {
        if (!isClosed) present = seated();
      }, backAfterMs);
      return victim.pid;
    },
    async close() {
      isClosed = true;
      clearTimeout(comingBack);
      // A process that was stopped ends by this signal, too.
      present.signal("SIGKILL");
      await present.ended;
    },
  };
}
