import type { RunStore } from "@orrery/db/run-log";
import { fireSchedules } from "@orrery/services/triggers";

/** A schedule that was published meanwhile is found within a second. */
const longestPauseMs = 1_000;

/**
 * Fires schedules while the executor takes runs. Every executor does; which one has a firing is decided in the database.
 * @returns a function that ends it, and resolves when nothing of it is under way.
 */
export function keepSchedules(options: {
  readonly pool: RunStore["pool"];
  /** How many runs of a workspace may be queued. */
  readonly maxQueued: number;
  readonly isActive: () => boolean;
  readonly onTrouble: (what: string, error: unknown) => void;
}): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let underWay: Promise<void> = Promise.resolve();

  const turn = async (): Promise<void> => {
    let next: number | null = null;
    try {
      if (options.isActive()) next = await fireSchedules(options.pool, Date.now(), options.maxQueued);
    } catch (error) {
      options.onTrouble("Schedules could not be looked at", error);
    }
    if (isOver) return;
    const pause = next === null ? longestPauseMs : Math.min(longestPauseMs, Math.max(5, next - Date.now()));
    timer = setTimeout(begin, pause);
  };
  const begin = (): void => {
    underWay = turn();
  };
  begin();

  return async () => {
    isOver = true;
    clearTimeout(timer);
    await underWay;
  };
}
