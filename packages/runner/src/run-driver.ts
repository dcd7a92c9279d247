import {
  applyCommand,
  decide,
  type EventBody,
  fold,
  isAnswered,
  leftBy,
  mayBegin,
  nextWakeAt,
  onStart,
  pinEvents,
  planFork,
  type RunCommand,
  type RunState,
  recover,
  runFigures,
  type Work,
} from "@orrery/engine";
import type { AppendOutcome, AppendRequest, CacheEntry, NewValue } from "@orrery/ports";
import type { ForkOrigin } from "./fork-origin.ts";
import type { JournalSource } from "./journal.ts";
import type { Arrival } from "./perform-work.ts";
import type { RunContext } from "./run-context.ts";
import { RunOutbox } from "./run-outbox.ts";
import { WorkList } from "./work-list.ts";

/** Why a drive came to its end: the run has ended; only waits; belongs to somebody else; was given back; cannot go on. */
export type DriveEnd = "ended" | "waiting" | "stale" | "stopped" | "rejected";

export interface RunDriverOptions {
  readonly context: RunContext;
  readonly state: RunState;
  /** What the start of the run keeps of another one; null where it is not forked. */
  readonly origin: ForkOrigin | null;
  readonly epoch: number;
  /** The run has something to write. */
  readonly want: (source: JournalSource) => void;
  /** Nothing is under way and nothing can be written before `wakeAt` (null: before something comes from outside). */
  readonly onIdle: (wakeAt: number | null) => void;
  /** Nothing is under way, and what comes next has to be done by an executor with these labels. */
  readonly onMove: (needs: readonly string[]) => void;
  readonly onEnd: (end: DriveEnd, message?: string) => void;
  /** Everything up to `seq` is in the log, and the state holds nothing else. */
  readonly onDurable: (seq: number) => void;
  /** These events are in the log. */
  readonly onRecorded?: (events: readonly EventBody[]) => void;
  /** Steps that are not pure begin only while this holds (the lease has been renewed lately). */
  readonly mayBegin: () => boolean;
}

const longestTimerMs = 2 ** 31 - 1;

/**
 * Drives one run: folds what happened, asks the engine what follows, performs it, and hands the facts to the journal.
 *
 * `build` is the only place where events are made. It numbers and folds what has arrived, applies commands, and lets the
 * engine decide until it has nothing more to append. What it decides to perform is noted and begins only when the events
 * it rests on are durable (`settled`); so a result is never used before it is in the log. Steps that end at once have
 * arrived before `settled` returns: a chain of them costs one commit each and no turn of the event loop.
 */
export class RunDriver implements JournalSource {
  readonly runId: string;
  readonly #options: RunDriverOptions;
  readonly #state: RunState;
  readonly #work: WorkList;
  readonly #arrivals: Arrival[] = [];
  readonly #outbox: RunOutbox;
  readonly #inbox: RunCommand[] = [];
  #copiedFrom = "";
  /** Results to be kept, which go out with the next append. */
  readonly #cache: CacheEntry[] = [];
  /** Labels of the executor that what comes next needs; null where this one may go on. */
  #needs: readonly string[] | null = null;
  #isWriting = false;
  /** What is being written. */
  #written: readonly EventBody[] = [];
  #isStopping = false;
  #isOver = false;
  #isHeld = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RunDriverOptions) {
    this.#options = options;
    this.#state = options.state;
    this.runId = options.context.runId;
    this.#outbox = new RunOutbox(this.runId, options.context.lineage);
    this.#work = new WorkList({
      context: options.context,
      onArrival: (arrival) => this.#arrivals.push(arrival),
      onLater: () => this.wake(),
    });
    options.context.calls.onChange = () => this.wake();
    options.context.subSteps.onChange = () => this.wake();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Begins: what a crash left behind is taken up first. */
  begin(): void {
    for (const event of recover(this.#state, this.#now())) {
      this.#arrivals.push({ toEvent: () => event, values: [] });
    }
    this.wake();
  }

  /** A fact from the shell itself. */
  add(arrival: Arrival): void {
    this.#arrivals.push(arrival);
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

  /** Looks again at this time, epoch ms. */
  wakeAt(at: number): void {
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    // A timer that is due and cannot go off yet must not turn in circles.
    const ms = Math.min(Math.max(at - this.#now(), 5), longestTimerMs);
    this.#timer = setTimeout(() => this.wake(), ms);
  }

  /** Begins nothing more; `onEnd("stopped")` comes once all that is under way has ended. */
  stop(): void {
    this.#isStopping = true;
    this.wake();
  }

  /** Lets the run go at once, without another word to the log; what is under way is aborted and its outcome dropped. */
  abandon(end: DriveEnd, message?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#work.abortAll();
    this.#options.onEnd(end, message);
  }

  /**
   * Makes no event from now on until `free`: while the run is being given back. What it did then would be done by nobody's
   * run: between the decision to give back and the database's word there may be seconds.
   */
  hold(): void {
    this.#isHeld = true;
  }

  /** Goes on with what has come in meanwhile. */
  free(): void {
    this.#isHeld = false;
    this.wake();
  }

  build(): AppendRequest | null {
    if (this.#isOver || this.#isWriting || this.#isHeld) return null;
    return this.#guarded(() => this.#buildNow()) ?? null;
  }

  settled(outcome: AppendOutcome): void {
    this.#isWriting = false;
    if (outcome.kind === "ok") this.#options.onRecorded?.(this.#written);
    this.#written = [];
    if (this.#isOver) return;
    if (outcome.kind === "stale") this.abandon("stale");
    else if (outcome.kind === "rejected") this.abandon("rejected", outcome.message);
    else if (this.#state.end !== null) this.abandon("ended");
    else {
      this.#guarded(() => {
        this.#options.onDurable(this.#state.seq);
        this.#options.context.calls.release();
        this.#options.context.subSteps.release();
        this.#beginWork();
        this.#rest();
      });
    }
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
    const copied = new Set<string>();
    const lastSeq = this.#state.seq;
    let isFirst = true;
    const take = (event: EventBody): void => {
      events.push(event);
      this.#outbox.hear(this.#state, event);
      fold(this.#state, [{ ...event, v: 1, seq: this.#state.seq + 1, epoch: this.#options.epoch }]);
      for (const stepKey of this.#options.context.subSteps.hear(event)) this.#work.leave(stepKey);
    };
    for (;;) {
      this.#takeArrivals(take, values);
      this.#takeAsks(take, { values, lastSeq });
      this.#takeCommands(take, { handled, copied });
      this.#decide(take);
      if (!this.#work.hasNext) break;
      // With nothing to write there is nothing to wait for: what was decided may begin, and may be over at once.
      if (events.length === 0) this.#beginWork();
      // What is kept of another run can be read only when it has been copied.
      else if (isFirst && lastSeq === 0 && copied.size === 0) this.#beginPureSteps();
      else break;
      isFirst = false;
      if (this.#arrivals.length === 0 && !this.#options.context.subSteps.hasAsks) break;
    }
    for (const work of this.#work.takeUnannounced(events.length > 0)) this.#takeStart(work, take);
    if (events.length === 0) {
      this.#rest();
      return null;
    }
    this.#isWriting = true;
    this.#written = events;
    const { output, ...figures } = runFigures(this.#state);
    const outbox = this.#outbox.take();
    return {
      runId: this.runId,
      epoch: this.#options.epoch,
      lastSeq,
      events,
      values,
      handled,
      ...(this.#cache.length > 0 && { cache: this.#cache.splice(0) }),
      ...(copied.size > 0 && { copied: { fromRun: this.#copiedFrom, ids: [...copied] } }),
      row: { ...figures, outputValueId: output?.id ?? null },
      ...(outbox !== undefined && { outbox }),
    };
  }

  #takeArrivals(take: (event: EventBody) => void, values: NewValue[]): void {
    const { calls } = this.#options.context;
    calls.takeSettled(take, this.#now());
    for (const arrival of this.#arrivals.splice(0)) {
      if (arrival.busyKey !== undefined) this.#work.settle(arrival.busyKey);
      const event = arrival.toEvent(this.#now());
      if (event === null) continue;
      for (const left of leftBy(this.#state, event)) take(left);
      take(event);
      values.push(...arrival.values);
      if (arrival.cache !== undefined) this.#cache.push(arrival.cache);
      if (arrival.memory !== undefined && event.type === "step.succeeded") this.#outbox.remember(arrival.memory);
      if (arrival.files !== undefined && event.type === "step.succeeded") this.#outbox.name(arrival.files);
      if (arrival.child !== undefined && event.type === "step.waiting")
        this.#outbox.start(arrival.child, event.reserved ?? {});
    }
    calls.takeAsks(take, this.#now());
  }

  #takeAsks(
    take: (event: EventBody) => void,
    { values, lastSeq }: { readonly values: NewValue[]; readonly lastSeq: number },
  ): void {
    const { subSteps } = this.#options.context;
    if (!subSteps.hasAsks) return;
    const takeWith = (event: EventBody, made: readonly NewValue[]): void => {
      take(event);
      values.push(...made);
    };
    subSteps.takeAsks(takeWith, { now: this.#now(), lastSeq });
  }

  #takeCommands(
    take: (event: EventBody) => void,
    { handled, copied }: { readonly handled: Map<string, number>; readonly copied: Set<string> },
  ): void {
    for (const command of this.#inbox.splice(0)) {
      if (isAnswered(this.#state, command.id)) continue;
      const [answer, ...kept] = this.#answerTo(command, copied);
      if (answer !== undefined) take(answer);
      handled.set(command.id, this.#state.seq);
      for (const event of kept) take(event);
    }
  }

  /** The one event that names the command; after a start, what is pinned, and of a fork what is kept. */
  #answerTo(command: RunCommand, copied: Set<string>): readonly EventBody[] {
    const now = this.#now();
    const answer = applyCommand(this.#state, command, now);
    if (answer.type !== "run.started" || command.kind !== "start") return [answer];
    if (command.fork === undefined) return [answer, ...pinEvents(this.#state, command.pins ?? [], now)];
    const { origin, context } = this.#options;
    if (origin === null) throw new Error("The run that this one is forked from was not read.");
    const { plan, index } = context.prepared;
    const source = { from: origin.from, oldPlan: origin.plan, plan, request: command.fork };
    const forked = planFork(index, source, { command, now });
    for (const id of forked.copied) copied.add(id);
    this.#copiedFrom = command.fork.runId;
    return forked.events;
  }

  #takeStart(work: Extract<Work, { do: "start" }>, take: (event: EventBody) => void): number {
    const started = onStart(this.#state, work, this.#now());
    if (started === null) return 0;
    take(started);
    return 1;
  }

  #decide(take: (event: EventBody) => void): void {
    for (;;) {
      const { means, subSteps } = this.#options.context;
      const { labels } = means;
      const input = { now: this.#now(), busy: this.#work.busy, asked: subSteps.asked };
      const decisions = decide(this.#state, labels === undefined ? input : { ...input, labels });
      this.#needs = null;
      let appended = 0;
      let isEased = false;
      for (const decision of decisions) {
        if (decision.do === "abort") {
          isEased = this.#work.abort(decision.busyKey, decision.hard) || isEased;
        } else if (decision.do === "append") {
          // Skips and cancellations do not change each other; after anything else the engine is asked again.
          const { type } = decision.event;
          if (appended > 0 && type !== "step.skipped" && type !== "step.cancelled") break;
          take(decision.event);
          appended += 1;
        } else if (decision.do === "move") {
          this.#needs ??= decision.needs;
        } else if (appended === 0 && !this.#isStopping) {
          this.#work.add(decision);
          if (decision.do === "start" && decision.durableFirst) appended += this.#takeStart(decision, take);
        }
      }
      if (appended === 0 && !isEased) return;
    }
  }

  #beginWork(): void {
    this.#work.begin(
      (work) => work.do !== "start" || !work.durableFirst || this.#options.mayBegin(),
      (work) => mayBegin(this.#state, work),
    );
  }

  /**
   * Of a run that begins: its first steps rest on nothing but its input, which was durable before the run was. Those
   * without an effect need not wait for the start to be, and what they gave goes out with it.
   */
  #beginPureSteps(): void {
    this.#work.begin(
      (work) => work.do === "start" && !work.durableFirst,
      () => true,
    );
  }

  /** After everything that could be done now: write, or wait for what is under way, or say that the run only waits. */
  #rest(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || this.#isWriting) return;
    const { subSteps } = this.#options.context;
    const isQuiet = this.#work.isQuiet((stepKey) => subSteps.isIdle(stepKey));
    const wakeAt = nextWakeAt(this.#state);
    if (this.#arrivals.length > 0 || this.#inbox.length > 0 || subSteps.hasAsks) this.wake();
    else if (this.#isStopping && isQuiet) this.abandon("stopped");
    else if (isQuiet && this.#needs !== null) this.#options.onMove(this.#needs);
    else if (isQuiet) this.#options.onIdle(wakeAt);
    else if (wakeAt !== null) this.wakeAt(wakeAt);
  }

  #now(): number {
    return this.#options.context.means.clock.now();
  }
}
