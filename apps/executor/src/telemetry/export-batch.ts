import type { TracedRun } from "@orrery/db/run-log";
import { type ExportMeans, exportRun } from "./export-run.ts";

interface DoneRun {
  readonly runId: string;
  readonly seq: number;
  readonly isEnded: boolean;
}

/** Exports these runs, one after the other until the receiver is away: the others are `left`, with what was the `trouble`. */
export async function exportBatch(
  means: ExportMeans & { readonly isOver: () => boolean },
  runs: readonly TracedRun[],
): Promise<{ readonly done: readonly DoneRun[]; readonly left: readonly string[]; readonly trouble?: unknown }> {
  const done: DoneRun[] = [];
  for (const [i, run] of runs.entries()) {
    const left = () => runs.slice(i).map(({ runId }) => runId);
    if (means.isOver()) return { done, left: left() };
    try {
      done.push({ runId: run.runId, isEnded: run.isEnded, ...(await exportRun(means, run)) });
    } catch (trouble) {
      return { done, left: left(), trouble };
    }
  }
  return { done, left: [] };
}
