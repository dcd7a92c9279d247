import type { RunStore } from "@orrery/db";

/** Waits for something to become readable in one run's rows, woken by the database's notifications as every watcher is. */
export interface Sight {
  /** Resolves as soon as it is seen. `runId` may be told later than the run's first notification. */
  of(runId: string): Promise<void>;
}

/**
 * Begins to listen. `look` reads the run and says whether it is seen; it throws where it never will be. It is asked once
 * when the run's id is told, and again after each notification of that run, never twice at a time.
 */
export function untilSeen(store: RunStore, look: (runId: string) => Promise<boolean>): Sight {
  const seen = Promise.withResolvers<void>();
  let wanted: string | null = null;
  let isReading = false;
  let isStirred = false;
  const read = async (runId: string): Promise<void> => {
    isStirred = true;
    if (isReading) return;
    isReading = true;
    while (isStirred) {
      isStirred = false;
      if (await look(runId)) seen.resolve();
    }
    isReading = false;
  };
  const stop = store.bus.subscribe("run", (id) => {
    if (id === wanted) read(id).catch(seen.reject);
  });
  return {
    async of(runId) {
      wanted = runId;
      read(runId).catch(seen.reject);
      await seen.promise.finally(stop);
    },
  };
}
