import { type TallyMeans, tallyRuns } from "@orrery/db/dashboard";
import { keepLooking } from "./keep-looking.ts";

const everyMs = 2_000;
/** While there is more to do: so long it rests after a piece, and at least twice the time that the piece took. */
const breathMs = 50;
const restShare = 2;

/**
 * Counts runs some seconds after they have ended, for dashboards and whoever else wants each once (`sinks`). Never takes more
 * than a third of the process's time. `end` waits for the piece that is under way.
 */
export function keepTallies(
  options: TallyMeans & {
    readonly isActive: () => boolean;
    readonly onTrouble: (what: string, error: unknown) => void;
  },
): () => Promise<void> {
  return keepLooking({
    pauseMs: everyMs,
    onFailed: (error) => options.onTrouble("Ended runs could not be counted", error),
    look: async () => {
      if (!options.isActive()) return everyMs;
      const began = performance.now();
      const { isMore } = await tallyRuns(options);
      return isMore ? Math.max(breathMs, (performance.now() - began) * restShare) : everyMs;
    },
  });
}
