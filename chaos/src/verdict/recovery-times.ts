import type { RunEvent } from "@orrery/engine";
import type { Orphan } from "../stage/fleet.ts";

/** How long a run stood still, and after what. */
export interface Recovery {
  readonly by: Orphan["by"];
  readonly ms: number;
}

/**
 * How long a run that lost its executor stood still each time, ms: from the kill to its first event under a later epoch. A
 * run whose last words landed before anybody had to take it over has not stood still and gives nothing. An executor that
 * was only stopped may wake before it is missed and go on with the run itself.
 */
export function recoveryTimes(orphans: readonly Orphan[], log: readonly RunEvent[]): readonly Recovery[] {
  return orphans.flatMap(({ epoch, at, by }) => {
    const next = log.find((event) => event.epoch > epoch || (by === "stop" && event.epoch === epoch && event.at > at));
    return next === undefined ? [] : [{ by, ms: next.at - at }];
  });
}
