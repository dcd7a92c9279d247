import { registerHooks } from "node:module";

/** A fault to be made on purpose: this text of one source file is replaced by another. */
export interface PlantedBug {
  /** The end of the file's path. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Makes the fault in this process, in memory: the file is changed as it is loaded. A process whose source does not hold the
 * text exactly once ends, because a bug that was not planted proves nothing.
 */
export function plantBug({ file, from, to }: PlantedBug): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(file)) return loaded;
      const parts = String(loaded.source).split(from);
      if (parts.length !== 2) throw new Error(`The bug cannot be planted: ${file} has changed.`);
      return { ...loaded, source: parts.join(to) };
    },
  });
}
