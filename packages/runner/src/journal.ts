import type { AppendOutcome, AppendRequest, EventLog } from "@orrery/ports";

/** A run as the journal sees it. */
export interface JournalSource {
  readonly runId: string;
  /** Asked when a batch is put together: everything that is to be written by then, numbered; null when there is nothing. */
  build(): AppendRequest | null;
  /** What became of the last request. Only then may another be built. */
  settled(outcome: AppendOutcome): void;
}

export interface Journal {
  /** The run has, or may have, something to write. */
  want(source: JournalSource): void;
  readonly figures: { readonly events: number; readonly batches: number };
}

const batchesUnderWay = 2;
const largestBatch = { runs: 1_000, events: 5_000, bytes: 16 * 1024 * 1024 };

/**
 * The one writer of a process. What all its runs have to write goes out in one transaction as soon as one of at most two
 * batches under way has returned: group commit without a timer. A run is in at most one of them.
 * @param onFailure told when the log throws, which it does only for faults of its own; the runs are then let go as stale.
 */
export function createJournal(log: Pick<EventLog, "append">, onFailure: (error: unknown) => void): Journal {
  const wanting = new Set<JournalSource>();
  const underWay = new Set<JournalSource>();
  const figures = { events: 0, batches: 0 };
  let batches = 0;
  let isScheduled = false;

  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    // Whatever else becomes ready in this turn joins the batch.
    queueMicrotask(() => {
      isScheduled = false;
      while (batches < batchesUnderWay && sendOne());
    });
  };

  const sendOne = (): boolean => {
    const sources: JournalSource[] = [];
    const requests: AppendRequest[] = [];
    let events = 0;
    let bytes = 0;
    for (const source of wanting) {
      if (requests.length >= largestBatch.runs || events >= largestBatch.events || bytes >= largestBatch.bytes) break;
      if (underWay.has(source)) continue;
      wanting.delete(source);
      const request = source.build();
      if (request === null) continue;
      sources.push(source);
      requests.push(request);
      events += request.events.length;
      for (const value of request.values) bytes += value.json.length;
    }
    if (requests.length === 0) return false;
    batches += 1;
    figures.events += events;
    figures.batches += 1;
    for (const source of sources) underWay.add(source);
    void send(sources, requests);
    return true;
  };

  const send = async (sources: readonly JournalSource[], requests: readonly AppendRequest[]): Promise<void> => {
    let outcomes: readonly AppendOutcome[] = [];
    try {
      outcomes = await log.append(requests);
    } catch (error) {
      onFailure(error);
    }
    batches -= 1;
    for (const [i, source] of sources.entries()) {
      underWay.delete(source);
      source.settled(outcomes[i] ?? { kind: "stale" });
    }
    schedule();
  };

  return {
    figures,
    want(source) {
      wanting.add(source);
      schedule();
    },
  };
}
