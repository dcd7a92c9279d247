import { busyKey, type Work } from "@orrery/engine";
import { isPending } from "./maybe.ts";
import { type Arrival, performWork } from "./perform-work.ts";
import type { RunContext } from "./run-context.ts";

interface UnderWay {
  readonly work: Work;
  readonly abort: AbortController;
  /** Of a pure step that has not ended: its start is not written yet; `due` when it has taken longer than a turn. */
  announcement: "none" | "pending" | "due";
}

export interface WorkListOptions {
  readonly context: RunContext;
  /** Work has ended, at once or later. */
  readonly onArrival: (arrival: Arrival) => void;
  /** Something came of work that took longer than the turn in which it began. */
  readonly onLater: () => void;
}

const sliceMs = 25;

const dropped: Arrival = { toEvent: () => null, values: [] };

/** The work of one run between the engine's decision and its outcome: what is to begin, and what is under way. */
export class WorkList {
  /** What the engine need not decide again. */
  readonly busy = new Set<string>();
  readonly #options: WorkListOptions;
  readonly #underWay = new Map<string, UnderWay>();
  #next: Work[] = [];

  constructor(options: WorkListOptions) {
    this.#options = options;
  }

  get hasNext(): boolean {
    return this.#next.length > 0;
  }

  /**
   * Nothing is under way, or to begin, but steps that only wait for their sub-steps, none of which is under way either.
   * @param isIdle of a step: it does nothing but wait for sub-steps.
   */
  isQuiet(isIdle: (stepKey: string) => boolean): boolean {
    if (this.#next.length > 0) return false;
    for (const { work } of this.#underWay.values()) if (work.do !== "start" || !isIdle(work.stepKey)) return false;
    return true;
  }

  /** Notes work that begins once everything decided so far is durable. */
  add(work: Work): void {
    this.busy.add(busyKey(work));
    this.#next.push(work);
  }

  /** The outcome of the work has been taken in. */
  settle(key: string): void {
    this.busy.delete(key);
  }

  /**
   * Begins what is noted; what `mayBegin` refuses stays noted. Steps that compute at once can be many and slow: after
   * `sliceMs` the rest stays noted for another turn, so that heartbeat and other runs have theirs.
   */
  begin(mayBegin: (work: Work) => boolean, isWanted: (work: Work) => boolean): void {
    const works = this.#next;
    this.#next = [];
    const until = performance.now() + sliceMs;
    for (const [index, work] of works.entries()) {
      if (performance.now() > until) {
        this.#next.push(...works.slice(index));
        setImmediate(this.#options.onLater);
        return;
      }
      if (!isWanted(work)) this.busy.delete(busyKey(work));
      else if (mayBegin(work)) this.#beginOne(work);
      else this.#next.push(work);
    }
  }

  #beginOne(work: Work): void {
    const key = busyKey(work);
    const abort = new AbortController();
    const result = performWork(this.#options.context, work, abort);
    if (!isPending(result)) {
      this.#options.onArrival({ ...(result ?? dropped), busyKey: key });
      return;
    }
    const announcement = work.do === "start" && !work.durableFirst ? "pending" : "none";
    const entry: UnderWay = { work, abort, announcement };
    this.#underWay.set(key, entry);
    const done = (arrival: Arrival | null): void => {
      if (this.#underWay.get(key) !== entry) return;
      this.#underWay.delete(key);
      this.#options.onArrival({ ...(arrival ?? dropped), busyKey: key });
      this.#options.onLater();
    };
    result.then(done, () => done(null));
    if (entry.announcement === "none") return;
    // A pure step that takes longer than this turn is shown as running.
    setImmediate(() => {
      if (entry.announcement !== "pending" || this.#underWay.get(key) !== entry) return;
      entry.announcement = "due";
      this.#options.onLater();
    });
  }

  /** Pure steps whose start is to be written now: those that are due, or all where something is written anyway. */
  takeUnannounced(all: boolean): Extract<Work, { do: "start" }>[] {
    const taken: Extract<Work, { do: "start" }>[] = [];
    for (const entry of this.#underWay.values()) {
      if (entry.work.do !== "start" || entry.announcement === "none") continue;
      if (!all && entry.announcement !== "due") continue;
      entry.announcement = "none";
      taken.push(entry.work);
    }
    return taken;
  }

  /**
   * Tells work to stop; it stays under way until it has ended by itself, or at once where it had not begun. With `hard` it
   * is left behind: whatever it still gives is dropped. True where nothing of it is under way any more.
   */
  abort(key: string, hard: boolean): boolean {
    const place = this.#next.findIndex((work) => busyKey(work) === key);
    if (place >= 0) this.#next.splice(place, 1);
    this.#underWay.get(key)?.abort.abort();
    if (place < 0 && !hard) return false;
    this.#underWay.delete(key);
    return this.busy.delete(key);
  }

  /** The sub-step ended with its parent: its work is told to stop and left behind. */
  leave(stepKey: string): void {
    this.abort(`start:${stepKey}`, true);
    this.abort(`resume:${stepKey}`, true);
  }

  abortAll(): void {
    for (const { abort } of this.#underWay.values()) abort.abort();
  }
}
