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
  cause: z.string().exactOptional(),
});
const watchedItem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("snapshot"), seq: z.int(), state: z.json() }),
  z.object({ kind: z.literal("events"), events: z.array(watchedEvent) }),
  z.object({ kind: z.literal("previews") }),
  z.object({ kind: z.literal("delta") }),
]);

/** Something that a person may have to do something about. */
export type Moment =
  | { readonly kind: "wait"; readonly stepKey: string; readonly for: string }
  | { readonly kind: "uncertain"; readonly stepKey: string }
  | { readonly kind: "paused"; readonly cause: string };

const endings = new Set(["run.succeeded", "run.failed", "run.cancelled"]);

/** What one watcher has been shown of a run, over all the streams it needed. */
export class RunWatch {
  /** What was wrong with what it was shown. */
  readonly problems: string[] = [];
  readonly #index: PlanIndex;
  #cursor = 0;
  #isEnded = false;
  #lastDone: string | null = null;
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

  /** The step that was last seen to succeed. */
  get lastDone(): string | null {
    return this.#lastDone;
  }

  /** Takes one item of a stream that was asked to go on after `cursor`. Returns what it shows to stand still. */
  take(data: unknown): readonly Moment[] {
    const item = watchedItem.parse(data);
    if (item.kind === "snapshot") return this.#takeSnapshot(item.seq, item.state);
    if (item.kind !== "events") return [];
    for (const event of item.events) {
      if (event.seq !== this.#cursor + 1) this.problems.push(`event ${event.seq} after event ${this.#cursor}`);
      this.#cursor = event.seq;
      this.#isEnded ||= endings.has(event.type);
      this.#digest?.update(digestible(event));
      if (event.type === "step.succeeded") this.#lastDone = event.stepKey ?? null;
    }
    return item.events.flatMap(momentOf);
  }

  #takeSnapshot(seq: number, json: Json): readonly Moment[] {
    if (this.#cursor !== 0) this.problems.push(`a snapshot at ${seq} after event ${this.#cursor}`);
    this.#cursor = seq;
    this.#digest = null;
    const state = stateFromJson(this.#index, json);
    if (state === null) {
      this.problems.push(`the snapshot at ${seq} cannot be read`);
      return [];
    }
    this.#isEnded ||= state.end !== null;
    const { pause } = state.control;
    return [
      ...waits(state).map(
        ({ stepKey, what, for: whom }): Moment =>
          what === "uncertain" ? { kind: "uncertain", stepKey } : { kind: "wait", stepKey, for: whom },
      ),
      ...(pause === null ? [] : [{ kind: "paused" as const, cause: pause.cause }]),
    ];
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

function momentOf({ type, stepKey, cause, for: whom }: z.infer<typeof watchedEvent>): readonly Moment[] {
  if (type === "run.paused") return [{ kind: "paused", cause: cause ?? "" }];
  if (stepKey === undefined) return [];
  if (type === "step.uncertain") return [{ kind: "uncertain", stepKey }];
  return type === "step.waiting" ? [{ kind: "wait", stepKey, for: whom ?? "" }] : [];
}

/** The same for the same content, whatever was done to the order of its members on the way. */
function digestible(event: object): string {
  const plain: Json = JSON.parse(JSON.stringify(event));
  return canonicalJson(plain);
}
