import type { RunEvent, WatchItem } from "@orrery/engine";

/** Beyond this many events a run is shown from its newest snapshot: its earlier moments are not worth the wait. */
const MOST_EVENTS = 100_000;

export interface WholeLogOptions {
  readonly apply: (item: WatchItem) => void;
  /** A page of the log after a seq, in order; empty at its end. */
  readonly readEvents: (after: number) => Promise<readonly RunEvent[]>;
  /** Called once, when the first item of the stream, or what stands for it, has been applied. */
  readonly onReady: () => void;
}

/**
 * Gives a watcher the whole log where its stream begins with a snapshot, so that every moment can be looked at: the events
 * up to the snapshot are read from the log instead, and what arrives meanwhile waits its turn. Where the log cannot be
 * read, the snapshot is taken after all. Returns what receives the stream.
 */
export function createWholeLog({ apply, readEvents, onReady }: WholeLogOptions): (item: WatchItem) => void {
  const held: WatchItem[] = [];
  let seq = 0;
  let filling = false;
  let ready = false;

  function pass(item: WatchItem): void {
    if (item.kind === "events") seq = item.events.at(-1)?.seq ?? seq;
    if (item.kind === "snapshot") seq = item.seq;
    apply(item);
    if (ready) return;
    ready = true;
    onReady();
  }

  async function fill(snapshot: WatchItem & { readonly kind: "snapshot" }): Promise<void> {
    const read: RunEvent[] = [];
    for (let after = seq; after < snapshot.seq; after = read.at(-1)?.seq ?? after) {
      const events = await readEvents(after);
      if (events.length === 0) return pass(snapshot);
      read.push(...events);
    }
    if (read.length > 0) pass({ kind: "events", events: read });
  }

  function receive(item: WatchItem): void {
    if (filling) {
      held.push(item);
      return;
    }
    if (item.kind !== "snapshot" || item.seq > MOST_EVENTS) {
      pass(item);
      return;
    }
    filling = true;
    fill(item)
      .catch(() => pass(item))
      .finally(() => {
        filling = false;
        for (const later of held.splice(0)) receive(later);
      });
  }

  return receive;
}
