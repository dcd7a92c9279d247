import { type TallyMeans, tallyRuns } from "@orrery/db/dashboard";

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
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  let underWay = Promise.resolve();

  const look = async (): Promise<number> => {
    if (!options.isActive()) return everyMs;
    const began = performance.now();
    const { isMore } = await tallyRuns(options);
    return isMore ? Math.max(breathMs, (performance.now() - began) * restShare) : everyMs;
  };
  const again = (): void => {
    underWay = look()
      .catch((error) => {
        if (!isEnded) options.onTrouble("Ended runs could not be counted", error);
        return everyMs;
      })
      .then((pause) => {
        if (!isEnded) timer = setTimeout(again, pause);
      });
  };
  again();

  return () => {
    isEnded = true;
    clearTimeout(timer);
    return underWay;
  };
}
