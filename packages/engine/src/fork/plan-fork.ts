import { applyCommand } from "../apply-command.ts";
import { decide } from "../decide.ts";
import type { EventBody, LogPlace, RunCommand } from "../events.ts";
import { fold } from "../fold/fold.ts";
import { childrenOf, type PlanIndex } from "../plan-index.ts";
import { pinEvents } from "../policy/pin.ts";
import { type ContainerRecord, initialState, type RunState, type StepRecord } from "../state/run-state.ts";
import { childKey, iterationKey, nodeIdOf } from "../step-key.ts";
import { ForkFacts, type ForkSource } from "./fork-facts.ts";

/** The first events of a run that is forked from another, and what they need of it. */
export interface ForkPlan {
  /** `run.started`, then one event for everything that is kept. */
  readonly events: readonly EventBody[];
  /** Ids of values that these events name and that the other run holds. */
  readonly copied: readonly string[];
  /** Outputs that a person gave for steps that would not come to their turn. */
  readonly unused: readonly string[];
}

/**
 * What a new run keeps of another one. Plays the new run as far as that alone carries it: a step is kept where its node,
 * everything before it and all it reads are unchanged (`ForkFacts`); an iteration of a container that is unchanged through
 * and through is kept by one event, whatever happened in it. What is kept counts for no limit.
 */
export function planFork(
  index: PlanIndex,
  source: ForkSource,
  start: { readonly command: Extract<RunCommand, { kind: "start" }>; readonly now: number },
): ForkPlan {
  return new Fork(index, source, start.now).play(start.command);
}

class Fork {
  readonly #state: RunState;
  readonly #facts: ForkFacts;
  readonly #source: ForkSource;
  readonly #now: number;
  readonly #events: EventBody[] = [];
  readonly #copied = new Set<string>();
  readonly #given: Map<string, ForkSource["request"]["outputs"][number]["value"]>;
  /** Steps that have become ready. */
  #ready: string[] = [];
  /** Steps that could not be kept yet: something they read may still follow. */
  #open = new Set<string>();

  constructor(index: PlanIndex, source: ForkSource, now: number) {
    this.#state = initialState(index);
    this.#facts = new ForkFacts(source, this.#state);
    this.#source = source;
    this.#now = now;
    this.#given = new Map(source.request.outputs.map(({ stepKey, value }) => [stepKey, value]));
  }

  play(command: Extract<RunCommand, { kind: "start" }>): ForkPlan {
    const started = applyCommand(this.#state, command, this.#now);
    this.#take(started.type === "run.started" ? { ...started, breakpoints: [] } : started);
    for (const event of pinEvents(this.#state, command.pins ?? [], this.#now)) this.#take(event);
    // Neither breakpoints nor limits are about what is kept.
    this.#state.control.limits = { maxSteps: Number.POSITIVE_INFINITY, maxWallMs: Number.POSITIVE_INFINITY };
    for (let moved = true; moved; ) {
      moved = this.#skip();
      const ready = [...this.#ready, ...this.#open];
      this.#ready = [];
      this.#open = new Set();
      for (const key of ready) {
        if (this.#keep(key)) moved = true;
        else if (this.#state.steps.get(key)?.status === "queued") this.#open.add(key);
      }
      if (this.#close()) moved = true;
    }
    return { events: [started, ...this.#events.slice(1)], copied: [...this.#copied], unused: [...this.#given.keys()] };
  }

  #take(event: EventBody): void {
    this.#events.push(event);
    const touched = fold(this.#state, [{ ...event, v: 1, seq: this.#state.seq + 1, epoch: 0 }]);
    for (const key of touched) if (this.#state.steps.get(key)?.status === "queued") this.#ready.push(key);
  }

  #skip(): boolean {
    let skipped = false;
    for (const decision of decide(this.#state, { now: this.#now, busy: new Set() })) {
      if (decision.do !== "append" || !this.#follows(decision.event)) continue;
      this.#take(decision.event);
      skipped = true;
    }
    return skipped;
  }

  /** A pinned output, a skip, or a join that cannot be met and whose failure is taken up: what follows by itself. */
  #follows(event: EventBody): boolean {
    if (event.type === "step.reused") return !this.#given.has(event.stepKey);
    return event.type === "step.skipped" || (event.type === "step.failed" && event.handled !== "fail");
  }

  #keep(key: string): boolean {
    if (this.#state.steps.get(key)?.status !== "queued") return false;
    const given = this.#given.get(key);
    if (given !== undefined) {
      this.#given.delete(key);
      const handle = this.#source.from.steps.get(key)?.handle ?? null;
      const took = handle === null ? {} : { handle };
      this.#take({ type: "step.reused", at: this.#now, stepKey: key, by: "person", output: given, ...took });
      return true;
    }
    return this.#keepAsItIs(key) || this.#keepContainer(key) || this.#keepStep(key);
  }

  /** A container that ended, as one step with the output that it had: nothing in it is looked at. */
  #keepAsItIs(key: string): boolean {
    const old = this.#source.from.containers.get(key);
    if (old === undefined || this.#source.request.asIs !== true) return false;
    const step = this.#facts.keptStep(key);
    if (step === null) return false;
    for (const { value, error } of old.results.values()) {
      this.#copy(value?.id);
      this.#copy(error?.value?.id);
    }
    this.#take(this.#reused(step));
    return true;
  }

  #keepStep(key: string): boolean {
    // What had been opened is opened again; a container that was not, because that failed, is like any other step.
    if (this.#source.from.containers.has(key)) return false;
    const old = this.#facts.keptStep(key);
    if (old === null) return false;
    this.#take(this.#reused(old));
    return true;
  }

  #reused(old: StepRecord): EventBody {
    const { output, handle, error, handled, usage, model } = old;
    const failed = handled === "branch" || handled === "continue" ? { handled } : {};
    this.#copy(output?.id);
    this.#copy(error?.value?.id);
    return {
      type: "step.reused",
      at: this.#now,
      stepKey: old.key,
      from: this.#placeOf(old.endSeq),
      ...(output !== null && { output }),
      ...(handle !== null && { handle }),
      ...(error !== null && { error }),
      ...failed,
      ...(usage !== null && { usage }),
      ...(model !== null && { model }),
    };
  }

  #keepContainer(key: string): boolean {
    const old = this.#source.from.containers.get(key);
    if (old === undefined || !this.#facts.isUnchanged(key)) return false;
    const { count, state } = old;
    const at = this.#now;
    this.#copy(state?.id);
    const begun = { attempt: 1, count, startedAt: at, from: this.#placeOf(null) };
    this.#take({ type: "scope.opened", at, stepKey: key, ...begun, ...(state !== null && { state }) });
    const isSame = this.#facts.isSameInside(key);
    for (let index = 0; index < count; index += 1) {
      const isKept = isSame && this.#keepIteration(old, index);
      // Each state of a loop follows from the one before.
      if (!isKept && this.#isLoop(key)) break;
      if (!isKept) this.#keepWithin(iterationKey(key, index), nodeIdOf(key));
    }
    return true;
  }

  #keepIteration(old: ContainerRecord, index: number): boolean {
    const result = old.results.get(index);
    if (result === undefined || result.error !== null || result.value === null) return false;
    if (this.#facts.isTouched(iterationKey(old.key, index))) return false;
    const done = this.#isLoop(old.key) ? { done: old.done && index === old.results.size - 1 } : {};
    this.#copy(result.value.id);
    const from = this.#placeOf(null);
    const { value } = result;
    this.#take({ type: "scope.finished", at: this.#now, stepKey: old.key, index, value, ...done, from });
    return true;
  }

  /** Steps with which an iteration begins, also one whose turn has not come: what was paid for is kept. */
  #keepWithin(scopeKey: string, containerId: string): void {
    for (const { node, arriving } of childrenOf(this.#state.index, containerId)) {
      const key = childKey(scopeKey, node.id);
      if (arriving > 0 || node.container !== null || this.#state.steps.has(key)) continue;
      const old = this.#facts.keptStep(key);
      if (old !== null && !this.#given.has(key)) this.#take(this.#reused(old));
    }
  }

  /** A container all of whose iterations were kept has the output that it had. */
  #close(): boolean {
    let closed = false;
    for (const key of this.#state.agenda.close) {
      const old = this.#source.from.steps.get(key);
      if (old?.status !== "succeeded") continue;
      this.#take(this.#reused(old));
      closed = true;
    }
    return closed;
  }

  #isLoop(key: string): boolean {
    return this.#state.index.nodes.get(nodeIdOf(key))?.node.container?.kind === "loop";
  }

  #copy(id: string | undefined): void {
    if (id !== undefined) this.#copied.add(id);
  }

  #placeOf(seq: number | null): LogPlace {
    const { runId, seq: upTo } = this.#source.request;
    return { runId, seq: seq ?? upTo };
  }
}
