/** How an executor describes itself when it enters. */
export interface ExecutorEntry {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  /** How many runs it drives at a time. */
  readonly capacity: number;
  /** What it has that some steps need; sorted. */
  readonly labels?: readonly string[];
}

/** What an executor says of itself at each beat. */
export interface ExecutorFigures {
  readonly active: number;
  /** Those under which its dispatcher locks jobs. */
  readonly poolIds: readonly string[];
  /** It takes no more runs. */
  readonly isDraining?: boolean;
  /** JSON: what it sees of the hosts and models that its steps call. */
  readonly targets?: string;
}

/** Who looks for the dead, and what it can see of its own machine. */
export interface Onlooker {
  /** Under this id it has entered itself; its own process is there, whatever else is wrong. */
  readonly id: string;
  readonly host: string;
  /** Whether a process of this id, other than the onlooker itself, is there. */
  readonly isProcessThere: (pid: number) => boolean;
}

/** The executors of one database: heartbeats, and what becomes of the runs of one that has died or left. */
export interface Executors {
  enter(entry: ExecutorEntry): Promise<void>;
  /**
   * `isKnown` is false when it has been declared dead
   * meanwhile: all its leases are gone, and it has to enter anew under another id.
   */
  beat(id: string, figures: ExecutorFigures): Promise<{ readonly isKnown: boolean }>;
  /** Declares the dead dead, raises the epochs of their runs, frees their jobs. Returns the runs that go on. */
  bury(onlooker: Onlooker): Promise<readonly string[]>;
  /** Gives back, in one transaction, everything that it still holds. */
  leave(id: string): Promise<void>;
}
