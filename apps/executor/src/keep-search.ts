import { firstTurn, indexRuns, type SqlRunner } from "@orrery/db/run-log";
import { keepLooking } from "./keep-looking.ts";

const everyMs = 5_000;
/** Between two pieces of a long way to catch up: what runs meanwhile comes first. */
const breathMs = 1_000;

/** Makes runs findable some seconds after they have ended. `end` waits for the piece that is under way. */
export function keepSearch(options: {
  readonly sql: SqlRunner;
  readonly isActive: () => boolean;
  readonly onTrouble: (what: string, error: unknown) => void;
}): () => Promise<void> {
  let turn = firstTurn;
  return keepLooking({
    pauseMs: everyMs,
    onFailed: (error) => options.onTrouble("Runs could not be made findable", error),
    look: async () => {
      if (!options.isActive()) return breathMs;
      const done = await indexRuns(options.sql, turn);
      turn = done.turn;
      return done.isMore ? breathMs : everyMs;
    },
  });
}
