import { applyCommand } from "../apply-command.ts";
import { busyKey, type Work } from "../busy-key.ts";
import { decide } from "../decide.ts";
import type { DecideInput, Decision } from "../decision.ts";
import type { EventBody, EventError, PinnedOutput, RunCommand, RunEvent, ValueRef } from "../events.ts";
import { fold } from "../fold/fold.ts";
import { type Outcome, onCollected, onFinished, onOutcome, onStart } from "../on-outcome.ts";
import { indexPlan, type PlanShape } from "../plan-index.ts";
import { leftBy } from "../policy/left-by.ts";
import { pinEvents } from "../policy/pin.ts";
import { initialState, type RunState } from "../state/run-state.ts";

/** What the work of a test does: decides outcomes from the work and the state alone. */
export interface Script {
  outcome(work: Extract<Work, { do: "start" | "resume" | "open" }>, state: RunState): Outcome;
  collect?(
    work: Extract<Work, { do: "collect" }>,
    state: RunState,
  ): { readonly value: ValueRef; readonly done?: boolean } | { readonly error: EventError };
  close?(work: Extract<Work, { do: "close" }>, state: RunState): ValueRef;
  finish?(state: RunState): ValueRef | null;
}

export const anyValue: ValueRef = { id: "value", bytes: 1 };

/** Runs the steps with sub-steps of a shell. */
export interface ShellHosts {
  /** Sub-steps that are asked for now, by key. */
  readonly asked: Set<string>;
  leaveEnded(): void;
  askSome(take: (event: EventBody) => void): void;
  mayEnd(work: Work): boolean;
}

/**
 * The smallest shell: one log in memory, work that ends when the test says so. `tick` does what follows from the state and
 * starts work; `end` ends one piece of it.
 */
export class ReferenceShell {
  readonly log: RunEvent[] = [];
  readonly state: RunState;
  readonly work = new Map<string, Work>();
  /** Work that does not end when it is told to stop. */
  readonly deaf = new Set<string>();
  readonly script: Script;
  now = 0;
  /** Of the executor; null: it counts as having all. */
  labels: ReadonlySet<string> | null = null;
  /** Runs the steps with sub-steps; null: each sub-step counts as asked for, and the test asks. */
  hosts: ShellHosts | null = null;
  /** Hears of every question to `decide` and of its answer. */
  onDecided: (input: DecideInput, decided: readonly Decision[]) => void = () => {};

  constructor(plan: PlanShape, script: Script) {
    this.state = initialState(indexPlan(plan));
    this.script = script;
  }

  start(entry: string | null = null, pins: readonly PinnedOutput[] = []): void {
    const planHash = this.state.index.plan.hash;
    this.command({ id: "start", kind: "start", by: "test", input: anyValue, planHash, entry, pins });
  }

  command(command: RunCommand): EventBody {
    const event = applyCommand(this.state, command, this.now);
    this.append(event);
    if (event.type === "run.started" && command.kind === "start")
      for (const pinned of pinEvents(this.state, command.pins ?? [], this.now)) this.append(pinned);
    return event;
  }

  append(event: EventBody): void {
    const row: RunEvent = { ...event, v: 1, seq: this.log.length + 1, epoch: 1 };
    this.log.push(row);
    fold(this.state, [row]);
  }

  /** Decides until nothing more follows at once. */
  tick(): void {
    for (let again = true; again; ) {
      again = false;
      const { now, labels } = this;
      this.hosts?.leaveEnded();
      this.hosts?.askSome((event) => this.append(event));
      const asked = this.hosts === null ? {} : { asked: new Set(this.hosts.asked) };
      const input = { now, busy: new Set(this.work.keys()), ...asked, ...(labels !== null && { labels }) };
      const decided = decide(this.state, input);
      this.onDecided(input, decided);
      for (const decision of decided) {
        if (decision.do === "append") {
          this.append(decision.event);
          again = true;
        } else if (decision.do === "abort") {
          // What is told to stop ends at once, unless the test says that it does not listen.
          const ends = decision.hard || !this.deaf.has(decision.busyKey);
          if (ends && this.work.delete(decision.busyKey)) again = true;
        } else if (decision.do !== "move") this.begin(decision);
      }
    }
  }

  /** Ends one piece of work and appends what came of it: what its script says, unless the test says something else. */
  end(key: string, random = 0, instead: Outcome | null = null): void {
    const work = this.work.get(key);
    if (work === undefined) throw new Error(`No work "${key}" is under way.`);
    this.work.delete(key);
    const event = this.eventOf(work, random, instead);
    if (event === null) return;
    for (const left of leftBy(this.state, event)) this.append(left);
    this.append(event);
  }

  /** What is under way and may end now. */
  get endable(): string[] {
    return [...this.work].flatMap(([key, work]) => (this.hosts?.mayEnd(work) === false ? [] : [key]));
  }

  private begin(work: Work): void {
    if (work.do === "start" && work.durableFirst) {
      const event = onStart(this.state, work, this.now);
      if (event === null) return;
      this.append(event);
    }
    this.work.set(busyKey(work), work);
  }

  private eventOf(work: Work, random: number, instead: Outcome | null): EventBody | null {
    const { now, state } = this;
    if (work.do === "finish")
      return onFinished(state, this.script.finish === undefined ? anyValue : this.script.finish(state), now);
    if (work.do === "collect") {
      const outcome = this.script.collect?.(work, state) ?? { value: anyValue };
      return onCollected(state, { stepKey: work.stepKey, index: work.index, outcome }, now);
    }
    const outcome: Outcome =
      work.do === "close"
        ? { kind: "done", output: this.script.close?.(work, state) ?? anyValue }
        : (instead ?? this.script.outcome(work, state));
    const { stepKey, attempt } = work;
    return onOutcome(state, { stepKey, attempt, startedAt: now, outcome }, { now, random });
  }
}
