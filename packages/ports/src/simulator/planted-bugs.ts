import type { MemoryWorld } from "../memory/index.ts";
import type { EventLog } from "../ports.ts";

/** A planted bug: a log that believes whoever writes, as one without epochs would. */
export function unfencedLog(store: MemoryWorld): EventLog {
  return {
    ...store.log,
    append: (batch) =>
      store.log.append(
        batch.map((request) => {
          const run = store.tables.runs.get(request.runId);
          return run === undefined ? request : { ...request, epoch: run.epoch, lastSeq: run.lastSeq };
        }),
      ),
  };
}
