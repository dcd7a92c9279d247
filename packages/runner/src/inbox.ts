import type { RunCommand } from "@orrery/engine";

/**
 * Reads a run's inbox when asked, one reading at a time, and once more if it was asked meanwhile.
 * @param read gives the commands that no event has answered.
 */
export function createInbox(options: {
  readonly read: () => Promise<readonly RunCommand[]>;
  readonly onCommands: (commands: readonly RunCommand[]) => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}): () => void {
  let isReading = false;
  let isAsked = false;
  const readAll = async (): Promise<void> => {
    while (isAsked) {
      isAsked = false;
      options.onCommands(await options.read());
    }
  };
  return () => {
    isAsked = true;
    if (isReading) return;
    isReading = true;
    readAll()
      .catch((error) => options.onTrouble("An inbox could not be read", error))
      .finally(() => {
        isReading = false;
      });
  };
}
