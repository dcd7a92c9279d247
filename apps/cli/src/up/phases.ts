/** Where the launcher's words go. */
export type Say = (line: string) => void;

/** What a phase did, told after its name; nothing when there is nothing worth a word. */
type Note = string | undefined;

export type Phases = {
  /** Runs one phase of the start and prints its name with its time; a phase that fails prints nothing. */
  run<T>(name: string, work: () => Promise<T>, note?: (result: T) => Note): Promise<T>;
  /** Seconds since the first phase, as printed. */
  total(): string;
};

/**
 * @param clock milliseconds, monotonic.
 * @param isBrokenOff asked before each phase: then it and all later ones reject.
 */
export function phases(say: Say, clock: () => number, isBrokenOff: () => boolean = () => false): Phases {
  const begun = clock();
  return {
    async run(name, work, note) {
      if (isBrokenOff()) throw new Error("the start was broken off");
      const from = clock();
      const result = await work();
      if (isBrokenOff()) throw new Error("the start was broken off");
      const said = note?.(result);
      say(`  ${name.padEnd(20)} ${seconds(clock() - from).padStart(7)}${said === undefined ? "" : `   ${said}`}`);
      return result;
    },
    total: () => seconds(clock() - begun),
  };
}

/** Milliseconds as a person reads them: `0.4 s`, `24.1 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
