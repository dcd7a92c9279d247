import { createHash } from "node:crypto";
import { type PlanIndex, stateFromJson, waits } from "@orrery/engine";
import type { Json } from "@orrery/graph";
import { canonicalJson } from "@orrery/plan";
import { z } from "zod";

/** As much of an event as watching needs; the rest is kept as it came. */
const watchedEvent = z.looseObject({
  seq: z.int(),
  type: z.string(),
  stepKey: z.string().exactOptional(),
  for: z.string().exactOptional(),
});
const watchedItem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("snapshot"), seq: z.int(), state: z.json() }),
  z.object({ kind: z.literal("events"), events: z.array(watchedEvent) }),
  z.object({ kind: z.literal("previews") }),
  z.object({ kind: z.literal("delta") }),
]);

/** A step that has begun to wait. */
export interface BegunWait {
  readonly stepKey: string;
  readonly for: string;
}

const endings = new Set(["run.succeeded", "run.failed", "run.cancelled"]);

/** What one watcher has been shown of a run, over all the streams it needed. */
export class RunWatch {
  /** What was wrong with what it was shown. */
  readonly problems: string[] = [];
  readonly #index: PlanIndex;
  #cursor = 0;
  #isEnded = false;
  /** Of every event in order; null once a snapshot stood for some of them. */
  #digest: ReturnType<typeof createHash> | null = createHash("sha256");

  constructor(index: PlanIndex) {
    this.#index = index;
  }

  /** The number of the last event. */
  get cursor(): number {
    return this.#cursor;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Takes one item of a stream that was asked to go on after `cursor`. Returns the waits that it shows to have begun. */
  take(data: unknown): readonly BegunWait[] {
    const item = watchedItem.parse(data);
    if (item.kind === "snapshot") return this.#takeSnapshot(item.seq, item.state);
    if (item.kind !== "events") return [];
    for (const event of item.events) {
      if (event.seq !== this.#cursor + 1) this.problems.push(`event ${event.seq} after event ${this.#cursor}`);
      this.#cursor = event.seq;
      this.#isEnded ||= endings.has(event.type);
      this.#digest?.update(digestible(event));
    }
    return item.events.flatMap((event) =>
      event.type === "step.waiting" && event.stepKey !== undefined
        ? [{ stepKey: event.stepKey, for: event.for ?? "" }]
        : [],
    );
  }

  #takeSnapshot(seq: number, json: Json): readonly BegunWait[] {
    if (this.#cursor !== 0) this.problems.push(`a snapshot at ${seq} after event ${this.#cursor}`);
    this.#cursor = seq;
    this.#digest = null;
    const state = stateFromJson(this.#index, json);
    if (state === null) {
      this.problems.push(`the snapshot at ${seq} cannot be read`);
      return [];
    }
    this.#isEnded ||= state.end !== null;
    return waits(state);
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
