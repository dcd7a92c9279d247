import { countLiving, findPlacedRuns, type RunStore, readTargetLimits } from "@orrery/db/run-log";
import type { Targets } from "@orrery/egress";
import type { Runner } from "@orrery/runner";

const sweepMs = 2_000;

/**
 * Looks every two seconds for queued runs whose place is free, and for runs that only an executor with labels like these
 * can go on with; and takes over what the owner allows of the hosts and models that steps ask. Whoever frees a place or gives such a run back has told it already; this makes up for words that were lost.
 */
export function keepPlaces(options: {
  readonly store: Pick<RunStore, "admission" | "sql">;
  readonly runner: Pick<Runner, "driveAhead" | "figures">;
  readonly labels: readonly string[];
  readonly capacity: number;
  /** The rates that the owner has set are for all executors together. */
  readonly targets: Pick<Targets, "allow" | "divideBy">;
  readonly onTrouble: (what: string, error: unknown) => void;
}): { stop(): void } {
  const { store, runner, labels, capacity, targets } = options;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const look = async (): Promise<void> => {
    await store.admission.sweep();
    targets.divideBy(await countLiving(store.sql));
    targets.allow(await readTargetLimits(store.sql));
    for (const runId of await findPlacedRuns(store.sql, labels, capacity - runner.figures.active)) {
      if (!isStopped) runner.driveAhead(runId);
    }
  };

  const again = (): void => {
    look()
      .catch((error) => options.onTrouble("The queue could not be looked at", error))
      .finally(() => {
        if (!isStopped) timer = setTimeout(again, sweepMs);
      });
  };
  again();

  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
