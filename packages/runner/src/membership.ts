import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Executors } from "@orrery/ports";

const beatMs = 1_000;
/** A look for the dead is one small query where nobody is. */
const watchMs = 500;
/** Before the three seconds of silence after which others may take over. */
const freshMs = 2_500;

export interface MembershipOptions {
  readonly executors: Executors;
  readonly version: string;
  readonly capacity: number;
  readonly labels: readonly string[];
  readonly active: () => number;
  readonly poolIds: () => readonly string[];
  /** JSON; see `ExecutorFigures`. */
  readonly targets: () => string;
  /** Declared dead by others: everything held is theirs now. A new id is in force already. */
  readonly onBuried: () => void;
  readonly onBeat: () => void;
  /** The heartbeat is back after it had failed for long. */
  readonly onFresh: () => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** This executor among the others: its id, its heartbeat, its watch over theirs. */
export interface Membership {
  readonly id: string;
  /** Whether others still hold this executor for alive, as far as it can know. */
  isFresh(): boolean;
  /** Tells the others at once what has changed (the pools). */
  beatNow(): Promise<void>;
  /** Says that it takes no more runs. */
  drain(): Promise<void>;
  leave(): Promise<void>;
}

/** An executor under our own process id is one that was here before us. A process that we may not signal is there. */
function isOtherProcess(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** Enters and begins to beat. Rejects where the database cannot be reached. */
export async function joinExecutors(options: MembershipOptions): Promise<Membership> {
  const { executors } = options;
  const host = hostname();
  let id = "";
  let lastBeatAt = Number.NEGATIVE_INFINITY;
  let wasFresh = true;
  let isDraining = false;
  let isLeaving = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let beats: Promise<void> = Promise.resolve();

  const enter = async (): Promise<void> => {
    const next = randomUUID();
    const at = performance.now();
    const { version, capacity, labels } = options;
    await executors.enter({ id: next, host, pid: process.pid, version, capacity, labels });
    id = next;
    lastBeatAt = at;
  };

  const isFresh = (): boolean => performance.now() - lastBeatAt < freshMs;

  const beatOnce = async (): Promise<void> => {
    wasFresh = wasFresh && isFresh();
    // Taken before the question: the answer may have been long on its way.
    const at = performance.now();
    const { isKnown } = await executors.beat(id, {
      active: options.active(),
      poolIds: options.poolIds(),
      isDraining,
      targets: options.targets(),
    });
    if (isKnown) {
      lastBeatAt = at;
    } else if (isLeaving) {
      // Nobody knows one that has left, and that must not make it enter again.
      return;
    } else {
      await enter();
      options.onBuried();
    }
    if (!wasFresh) options.onFresh();
    wasFresh = true;
    options.onBeat();
  };

  /** One after another: an older one that comes later would take back what a newer one has said. */
  const beat = (): Promise<void> => {
    const next = beats.then(beatOnce);
    beats = next.catch(() => undefined);
    return next;
  };

  const watch = async (): Promise<void> => {
    if (performance.now() - lastBeatAt > beatMs - watchMs / 2) await beat();
    await executors.bury({ id, host, isProcessThere: isOtherProcess });
  };

  const schedule = (): void => {
    timer = setTimeout(() => {
      round = watch()
        .catch((error) => options.onTrouble("The heartbeat failed", error))
        .finally(() => {
          if (!isLeaving) schedule();
        });
    }, watchMs);
  };

  await enter();
  await watch();
  schedule();

  return {
    get id() {
      return id;
    },
    isFresh,
    beatNow: beat,
    async drain() {
      isDraining = true;
      await beat();
    },
    async leave() {
      isLeaving = true;
      clearTimeout(timer);
      await Promise.all([round, beats]);
      await executors.leave(id);
    },
  };
}
