import type { FleetView } from "@orrery/services";
import { wholeNumber } from "./whole-number.ts";

/** The whole fleet in one line. */
export function fleetInShort({ executors, queues }: FleetView): string {
  const living = executors.filter(({ state }) => state !== "gone");
  const places = living.reduce((sum, one) => sum + one.capacity, 0);
  const taken = living.reduce((sum, one) => sum + one.active, 0);
  const queued = queues.reduce((sum, one) => sum + one.queued, 0);
  return [
    `${living.length} ${living.length === 1 ? "executor" : "executors"}`,
    `${wholeNumber(taken)} of ${wholeNumber(places)} places taken`,
    queued === 0 ? "none waiting" : `${wholeNumber(queued)} waiting`,
  ].join(" · ");
}
