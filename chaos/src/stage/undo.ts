/** How to end what was begun, the last first. */
export interface Undo {
  push(end: () => Promise<unknown>): void;
  /** Ends everything, whatever of it fails. */
  run(): Promise<void>;
}

export function createUndo(): Undo {
  const ends: (() => Promise<unknown>)[] = [];
  return {
    push: (end) => void ends.push(end),
    async run() {
      for (let last = ends.pop(); last !== undefined; last = ends.pop()) {
        await last().catch((error: unknown) => console.error(`Not ended tidily: ${String(error)}`));
      }
    },
  };
}
