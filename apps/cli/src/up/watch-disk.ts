import { freeMegabytes } from "@orrery/db/embedded";
import type { Say } from "./phases.ts";

/** Postgres extends its log by 16 MB at a time. */
const FULL_BELOW = 16;
const ROOM_ABOVE = 48;
const PAUSE_MS = 2_000;

/**
 * Tells once when the data folder fills up, and once when there is room again.
 * @param measure whole megabytes that are free.
 * @returns stops watching.
 */
export function watchDisk(dataDir: string, say: Say, measure: (path: string) => number = freeMegabytes): () => void {
  let isFull = false;
  const timer = setInterval(() => {
    const free = measured(measure, dataDir);
    if (free === undefined) return;
    if (!isFull && free < FULL_BELOW) {
      isFull = true;
      say(
        `The data folder ${dataDir} is full (${free} MB are free): free some space. Runs wait, and go on by themselves.`,
      );
    } else if (isFull && free >= ROOM_ABOVE) {
      isFull = false;
      say(`There is room in ${dataDir} again (${free} MB): runs go on.`);
    }
  }, PAUSE_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** A folder that is gone, or does not answer, is told by others. */
function measured(measure: (path: string) => number, path: string): number | undefined {
  try {
    return measure(path);
  } catch {
    return undefined;
  }
}
