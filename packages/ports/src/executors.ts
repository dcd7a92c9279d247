/** How an executor describes itself when it enters. */
export interface ExecutorEntry {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  /** How many runs it drives at a time. */
  readonly capacity: number;
}

/** Who looks for the dead, and what it can see of its own machine. */
export interface Onlooker {
  readonly host: string;
  /** Whether a process of this id, other than the onlooker itself, is there. */
  readonly isProcessThere: (pid: number) => boolean;
}

/** The executors of one database: heartbeats, and what becomes of the runs of one that has died or left. */
export interface Executors {
  enter(entry: ExecutorEntry): Promise<void>;
  /**
   * `poolIds` are those under which its dispatcher locks jobs. `isKnown` is false when it has been declared dead
   * meanwhile: all its leases are gone, and it has to enter anew under another id.
   */
  beat(
    id: string,
    figures: { readonly active: number; readonly poolIds: readonly string[] },
  ): Promise<{ readonly isKnown: boolean }>;
  /** Declares the dead dead, raises the epochs of their runs, frees their jobs. Returns the runs that go on. */
  bury(onlooker: Onlooker): Promise<readonly string[]>;
  /** Gives back, in one transaction, everything that it still holds. */
  leave(id: string): Promise<void>;
}
