import { firstTurn, indexRuns, type SqlRunner } from "@orrery/db/run-log";

const everyMs = 5_000;
/** Between two pieces of a long way to catch up: what runs meanwhile comes first. */
const breathMs = 1_000;

/** Makes runs findable some seconds after they have ended. `end` waits for the piece that is under way. */
export function keepSearch(options: {
  readonly sql: SqlRunner;
  readonly isActive: () => boolean;
  readonly onTrouble: (what: string, error: unknown) => void;
}): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  let turn = firstTurn;
  let underWay = Promise.resolve();

  const look = async (): Promise<number> => {
    if (!options.isActive()) return breathMs;
    const done = await indexRuns(options.sql, turn);
    turn = done.turn;
    return done.isMore ? breathMs : everyMs;
  };
  const again = (): void => {
    underWay = look()
      .catch((error) => {
        if (!isEnded) options.onTrouble("Runs could not be made findable", error);
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
