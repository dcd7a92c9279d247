import {
  applyCommand,
  busyKey,
  decide,
  type EventBody,
  fold,
  isAnswered,
  isWanted,
  nextWakeAt,
  onStart,
  type RunCommand,
  type RunState,
  recover,
  runFigures,
  type Work,
} from "@orrery/engine";
import type { AppendOutcome, AppendRequest, NewValue } from "@orrery/ports";
import type { JournalSource } from "./journal.ts";
import { isPending } from "./maybe.ts";
import { type Arrival, performWork } from "./perform-work.ts";
import type { RunContext } from "./run-context.ts";

/** Why a drive came to its end: the run has ended; only waits; belongs to somebody else; was given back on request. */
export type DriveEnd = "ended" | "waiting" | "stale" | "stopped" | "rejected";

interface UnderWay {
  readonly work: Work;
  readonly abort: AbortController;
  /** Of a pure step that has not ended: its start is not written yet; `due` when it has taken longer than a turn. */
  announcement: "none" | "pending" | "due";
}

export interface RunDriverOptions {
  readonly context: RunContext;
  readonly state: RunState;
  readonly epoch: number;
  /** The run has something to write. */
  readonly want: (source: JournalSource) => void;
  /** Nothing is under way and nothing can be written before `wakeAt` (null: before something comes from outside). */
  readonly onIdle: (wakeAt: number | null) => void;
  readonly onEnd: (end: DriveEnd, message?: string) => void;
  /** Everything up to `seq` is in the log, and the state holds nothing else. */
  readonly onDurable: (seq: number) => void;
  /** Steps that are not pure begin only while this holds (the lease has been renewed lately). */
  readonly mayBegin: () => boolean;
}

/**
 * Drives one run: folds what happened, asks the engine what follows, performs it, and hands the facts to the journal.
 *
 * `build` is the only place where events are made. It numbers and folds what has arrived, applies commands, and lets the
 * engine decide until it has nothing more to append. What it decides to perform waits in `next` until the events it rests
 * on are durable (`settled`), and only then begins; so a result is never used before it is in the log. Steps that end at
 * once are back in `arrivals` before `settled` returns: a chain of them costs one commit each and no turn of the event loop.
 */
export class RunDriver implements JournalSource {
  readonly runId: string;
  readonly #options: RunDriverOptions;
  readonly #state: RunState;
  readonly #arrivals: Arrival[] = [];
  readonly #inbox: RunCommand[] = [];
  readonly #underWay = new Map<string, UnderWay>();
  readonly #busy = new Set<string>();
  #next: Work[] = [];
  #isWriting = false;
  #isStopping = false;
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RunDriverOptions) {
    this.#options = options;
    this.#state = options.state;
    this.runId = options.context.runId;
  }

  /** Begins: what a crash left behind is taken up first. */
  begin(): void {
    for (const event of recover(this.#state, this.#now())) {
      this.#arrivals.push({ toEvent: () => event, values: [] });
    }
    this.wake();
  }

  /** Commands that came in; those that are known already are passed over. */
  receive(commands: readonly RunCommand[]): void {
    for (const command of commands) {
      const isKnown = isAnswered(this.#state, command.id) || this.#inbox.some(({ id }) => id === command.id);
      if (!isKnown) this.#inbox.push(command);
    }
    this.wake();
  }

  /** Looks at the run again: a command, a timer, a lease that has been renewed. */
  wake(): void {
    if (!this.#isOver) this.#options.want(this);
  }

  /** Begins nothing more; `onEnd("stopped")` comes once all that is under way has ended. */
  stop(): void {
    this.#isStopping = true;
    this.wake();
  }

  /** Aborts what is under way. Its outcomes are dropped; a new owner makes those steps again as far as they may be. */
  abortAll(): void {
    for (const { abort } of this.#underWay.values()) abort.abort();
  }

  /** Lets the run go at once, without another word to the log. */
  abandon(end: DriveEnd, message?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.abortAll();
    this.#options.onEnd(end, message);
  }

  /** A fact from the shell itself. */
  add(arrival: Arrival): void {
    this.#arrivals.push(arrival);
    this.wake();
  }

  build(): AppendRequest | null {
    if (this.#isOver || this.#isWriting) return null;
    return this.#guarded(() => this.#buildNow()) ?? null;
  }

  /** A fault of the engine ends this run only, never the process. */
  #guarded<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.abandon("rejected", error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  #buildNow(): AppendRequest | null {
    const events: EventBody[] = [];
    const values: NewValue[] = [];
    const handled = new Map<string, number>();
    const lastSeq = this.#state.seq;
    const take = (event: EventBody): void => {
      events.push(event);
      fold(this.#state, [{ ...event, v: 1, seq: this.#state.seq + 1, epoch: this.#options.epoch }]);
    };
    for (;;) {
      this.#takeArrivals(take, values);
      this.#takeCommands(take, handled);
      this.#decide(take);
      // With nothing to write there is nothing to wait for: what was decided may begin, and may be over at once.
      if (events.length > 0 || this.#next.length === 0) break;
      this.#beginNext();
      if (this.#arrivals.length === 0) break;
    }
    this.#announce(take, events.length > 0);
    if (events.length === 0) {
      this.#rest();
      return null;
    }
    this.#isWriting = true;
    const { output, ...figures } = runFigures(this.#state);
    return {
      runId: this.runId,
      epoch: this.#options.epoch,
      lastSeq,
      events,
      values,
      handled,
      row: { ...figures, outputValueId: output?.id ?? null },
    };
  }

  settled(outcome: AppendOutcome): void {
    this.#isWriting = false;
    if (this.#isOver) return;
    if (outcome.kind === "stale") this.abandon("stale");
    else if (outcome.kind === "rejected") this.abandon("rejected", outcome.message);
    else if (this.#state.end !== null) this.abandon("ended");
    else {
      this.#options.onDurable(this.#state.seq);
      this.#guarded(() => {
        this.#beginNext();
        this.#rest();
      });
    }
  }

  #takeArrivals(take: (event: EventBody) => void, values: NewValue[]): void {
    for (const arrival of this.#arrivals.splice(0)) {
      if (arrival.busyKey !== undefined) this.#busy.delete(arrival.busyKey);
      const event = arrival.toEvent(this.#now());
      if (event === null) continue;
      take(event);
      values.push(...arrival.values);
    }
  }

  #takeCommands(take: (event: EventBody) => void, handled: Map<string, number>): void {
    for (const command of this.#inbox.splice(0)) {
      if (isAnswered(this.#state, command.id)) continue;
      take(applyCommand(this.#state, command, this.#now()));
      handled.set(command.id, this.#state.seq);
    }
  }

  #decide(take: (event: EventBody) => void): void {
    for (;;) {
      const decisions = decide(this.#state, { now: this.#now(), busy: this.#busy });
      let appended = 0;
      for (const decision of decisions) {
        if (decision.do === "abort") {
          this.#underWay.get(decision.busyKey)?.abort.abort();
        } else if (decision.do === "append") {
          // Skips and cancellations do not change each other; anything else may.
          const { type } = decision.event;
          if (appended > 0 && type !== "step.skipped" && type !== "step.cancelled") break;
          take(decision.event);
          appended += 1;
        } else if (appended === 0) {
          appended += this.#schedule(decision, take);
        }
      }
      if (appended === 0) return;
    }
  }

  /** Notes work that is to begin once all so far is durable. Returns how many events that took. */
  #schedule(work: Work, take: (event: EventBody) => void): number {
    if (this.#isStopping) return 0;
    this.#busy.add(busyKey(work));
    this.#next.push(work);
    if (work.do !== "start" || !work.durableFirst) return 0;
    const started = onStart(this.#state, work, this.#now());
    if (started === null) return 0;
    take(started);
    return 1;
  }

  #beginNext(): void {
    const works = this.#next;
    this.#next = [];
    for (const work of works) {
      if (work.do === "start" && work.durableFirst && !this.#options.mayBegin()) {
        this.#next.push(work);
        continue;
      }
      this.#beginWork(work);
    }
  }

  #beginWork(work: Work): void {
    const key = busyKey(work);
    const abort = new AbortController();
    if ((work.do === "start" || work.do === "resume" || work.do === "open") && !isWanted(this.#state, work)) {
      this.#busy.delete(key);
      return;
    }
    const result = performWork(this.#options.context, work, abort);
    if (!isPending(result)) {
      if (result === null) this.#busy.delete(key);
      else this.#arrivals.push({ ...result, busyKey: key });
      return;
    }
    const entry: UnderWay = {
      work,
      abort,
      announcement: work.do === "start" && !work.durableFirst ? "pending" : "none",
    };
    this.#underWay.set(key, entry);
    const done = (arrival: Arrival | null): void => {
      this.#underWay.delete(key);
      if (this.#isOver) return;
      this.#arrivals.push({ ...(arrival ?? dropped), busyKey: key });
      this.wake();
    };
    result.then(done, () => done(null));
    if (entry.announcement === "none") return;
    // A pure step that takes longer than this turn is shown as running.
    setImmediate(() => {
      if (entry.announcement !== "pending" || !this.#underWay.has(key)) return;
      entry.announcement = "due";
      this.wake();
    });
  }

  /** Writes the start of pure steps that are still at it: those that are due, and all where something is written anyway. */
  #announce(take: (event: EventBody) => void, isWriting: boolean): void {
    for (const entry of this.#underWay.values()) {
      if (entry.announcement === "none" || entry.work.do !== "start") continue;
      if (!isWriting && entry.announcement !== "due") continue;
      entry.announcement = "none";
      const started = onStart(this.#state, entry.work, this.#now());
      if (started !== null) take(started);
    }
  }

  /** After everything that could be done now: write, or wait for what is under way, or say that the run only waits. */
  #rest(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || this.#isWriting) return;
    const isQuiet = this.#underWay.size === 0 && this.#next.length === 0;
    const wakeAt = nextWakeAt(this.#state);
    if (this.#arrivals.length > 0 || this.#inbox.length > 0) this.wake();
    else if (this.#isStopping && isQuiet) this.abandon("stopped");
    else if (isQuiet) this.#options.onIdle(wakeAt);
    else if (wakeAt !== null) this.wakeAt(wakeAt);
  }

  /** Sets the alarm for the next timer of the run. */
  wakeAt(at: number): void {
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(at - this.#now(), 5), 2 ** 31 - 1));
  }

  #now(): number {
    return this.#options.context.means.clock.now();
  }
}

const dropped: Arrival = { toEvent: () => null, values: [] };
