import type { RunEvent, ValuePreview } from "@orrery/engine";

/** As many events as one answer brings. */
const PAGE = 2_000;
/** Shorter logs come whole with the stream; of longer ones the newest snapshot has to do. */
const FEWEST = 1_500;
const MOST = 100_000;

/** The whole log of a run up to some moment, and the previews that are shown first. */
export interface LogAhead {
  readonly events: readonly RunEvent[];
  readonly previews: readonly ValuePreview[];
}

interface LogPage {
  readonly events: readonly RunEvent[];
  readonly previews?: readonly ValuePreview[];
}

/** A page of the log after a seq; with the newest previews beside it where they are asked for. */
type ReadLogPage = (after: number, withPreviews: boolean) => Promise<LogPage>;

/**
 * Reads the log of a run that is known to have `lastSeq` events, all pages at once, while the page's code is still on its
 * way; the stream then goes on behind it, and needs no snapshot. Null where the stream does it as well, or where the log is
 * not whole any more. Rejects where it cannot be read.
 */
export async function readLogAhead(lastSeq: number, readPage: ReadLogPage): Promise<LogAhead | null> {
  if (lastSeq < FEWEST || lastSeq > MOST) return null;
  const pages = await Promise.all(
    Array.from({ length: Math.ceil(lastSeq / PAGE) }, (_, index) => readPage(index * PAGE, index === 0)),
  );
  const events: RunEvent[] = [];
  for (const event of pages.flatMap((page) => page.events)) {
    // The last page may bring what happened meanwhile; where pages overlap, an event counts once.
    if (event.seq <= (events.at(-1)?.seq ?? 0)) continue;
    if (event.seq !== (events.at(-1)?.seq ?? 0) + 1) return null;
    events.push(event);
  }
  return events.length < lastSeq ? null : { events, previews: pages[0]?.previews ?? [] };
}
