import { createHash } from "node:crypto";
import type { Json } from "@orrery/graph";
import { canonicalJson } from "@orrery/plan";
import { z } from "zod";

/** As much of an event as watching needs; the rest is kept as it came. */
const watchedEvent = z.looseObject({ seq: z.int(), type: z.string() });
const watchedItem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("snapshot"), seq: z.int() }),
  z.object({ kind: z.literal("events"), events: z.array(watchedEvent) }),
  z.object({ kind: z.literal("previews") }),
  z.object({ kind: z.literal("delta") }),
]);

export type WatchedEvent = z.infer<typeof watchedEvent>;

const endings = new Set(["run.succeeded", "run.failed", "run.cancelled"]);

/** What one watcher has been shown of a run, over all the streams it needed. */
export class RunWatch {
  /** What was wrong with what it was shown. */
  readonly problems: string[] = [];
  #cursor = 0;
  #isEnded = false;
  /** Of every event in order; null once a snapshot stood for some of them. */
  #digest: ReturnType<typeof createHash> | null = createHash("sha256");

  /** The number of the last event. */
  get cursor(): number {
    return this.#cursor;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Takes one item of a stream that was asked to go on after `cursor`. Returns the events that are new. */
  take(data: unknown): readonly WatchedEvent[] {
    const item = watchedItem.parse(data);
    if (item.kind === "snapshot") {
      if (this.#cursor !== 0) this.problems.push(`a snapshot at ${item.seq} after event ${this.#cursor}`);
      this.#cursor = item.seq;
      this.#digest = null;
    }
    if (item.kind !== "events") return [];
    for (const event of item.events) {
      if (event.seq !== this.#cursor + 1) this.problems.push(`event ${event.seq} after event ${this.#cursor}`);
      this.#cursor = event.seq;
      this.#isEnded ||= endings.has(event.type);
      this.#digest?.update(digestible(event));
    }
    return item.events;
  }

  /** Holds what was shown against the log: a prefix of it, to the letter, and whole where the run has ended. */
  compare(log: readonly object[]): readonly string[] {
    const shown = createHash("sha256");
    for (const event of log.slice(0, this.#cursor)) shown.update(digestible(event));
    const isSame = this.#digest === null || this.#digest.copy().digest("hex") === shown.digest("hex");
    return [
      ...this.problems,
      ...(isSame ? [] : [`the first ${this.#cursor} events were shown otherwise than the log has them`]),
    ];
  }
}

/** The same for the same content, whatever was done to the order of its members on the way. */
function digestible(event: object): string {
  const plain: Json = JSON.parse(JSON.stringify(event));
  return canonicalJson(plain);
}
