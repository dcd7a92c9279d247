import {
  type EventBody,
  isEnded,
  onAsk,
  onStart,
  type RunState,
  type StepRecord,
  type SubStepAsk,
  stepOf,
} from "@orrery/engine";
import { StepFailure, type SubWait, type SubWork, type ToolCall } from "@orrery/node-kit";
import type { JsonObject } from "@orrery/plan";
import type { NewValue } from "@orrery/ports";
import type { StoredValue } from "./run-values.ts";

/** What is done in a sub-step; known only to the step that asks for it. */
export type SubStepWork =
  | { readonly kind: "own"; readonly run: SubWork["run"] }
  | { readonly kind: "tool"; readonly args: JsonObject; readonly leftMs?: ToolCall["leftMs"] }
  | { readonly kind: "wait"; readonly wait: SubWait };

/** A step that asks for sub-steps: one attempt of it, in this process. */
export interface Host {
  readonly stepKey: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
}

export interface SubStepRequest {
  readonly ask: Omit<SubStepAsk, "input">;
  readonly work: SubStepWork;
  /** Of what is done, made where the log does not know the sub-step yet. Throws `StepFailure`. */
  readonly input: () => StoredValue | null;
  /** Hands the end of the sub-step, as the log has it, to the step. */
  readonly settle: (record: StepRecord) => Promise<void>;
}

interface Asked extends SubStepRequest {
  readonly host: Host;
  readonly stop: (reason: unknown) => void;
}

const nothing: readonly string[] = [];

/** Sub-steps of one host: how many it waits for, and how much is on its way between it and the log. */
interface HostCount {
  open: number;
  moving: number;
}

/**
 * Stands between steps with sub-steps and the log of their run: a sub-step is asked for in the next batch, begins when the
 * engine says so, and its end goes to the step when it is durable; one that ended long ago is answered at once. Only the
 * driver writes; here the sub-steps wait for it.
 */
export class SubStepDesk {
  /** What is asked for and has not ended, by step key. */
  readonly asked = new Set<string>();
  readonly #state: () => RunState;
  readonly #open = new Map<string, Asked>();
  readonly #hosts = new Map<string, HostCount>();
  #asks: Asked[] = [];
  #ended: Asked[] = [];
  /** Set by the driver: something is to be written, or to be looked at again. */
  onChange: () => void = () => undefined;

  constructor(state: () => RunState) {
    this.#state = state;
  }

  /** Resolves when the sub-step has ended and `settle` has been told; rejects when the host is cancelled first. */
  ask(host: Host, request: SubStepRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      if (host.signal.aborted) return reject(host.signal.reason);
      const count = this.#countOf(host.stepKey);
      count.moving += 1;
      const onAbort = (): void => reject(host.signal.reason);
      const stop = (reason: unknown): void => {
        host.signal.removeEventListener("abort", onAbort);
        reject(reason);
      };
      const settle = (record: StepRecord): Promise<void> => {
        host.signal.removeEventListener("abort", onAbort);
        return request.settle(record).then(resolve, reject);
      };
      this.#asks.push({ ...request, host, stop, settle });
      host.signal.addEventListener("abort", onAbort, { once: true });
      this.onChange();
    });
  }

  get hasAsks(): boolean {
    return this.#asks.length > 0;
  }

  /** What is to be done in a sub-step; undefined where nobody asks for it (any more). */
  workOf(stepKey: string): SubStepWork | undefined {
    return this.#open.get(stepKey)?.work;
  }

  /**
   * Whether a step does nothing but wait for sub-steps of which none has moved since. Looked at when nothing else is under
   * way: then the run may leave memory, and the step is run again from its beginning when there is something for it.
   */
  isIdle(stepKey: string): boolean {
    const count = this.#hosts.get(stepKey);
    return count !== undefined && count.open > 0 && count.moving === 0;
  }

  /**
   * Takes in what has been asked for.
   * @param lastSeq up to here the state is durable.
   */
  takeAsks(
    take: (event: EventBody, values: readonly NewValue[]) => void,
    { now, lastSeq }: { readonly now: number; readonly lastSeq: number },
  ): void {
    for (const asked of this.#asks.splice(0)) {
      if (asked.host.signal.aborted) {
        this.#moved(asked.host.stepKey);
        continue;
      }
      try {
        this.#takeAsk(asked, take, { now, lastSeq });
      } catch (error) {
        asked.stop(error);
        this.#moved(asked.host.stepKey);
      }
    }
  }

  #takeAsk(
    asked: Asked,
    take: (event: EventBody, values: readonly NewValue[]) => void,
    { now, lastSeq }: { readonly now: number; readonly lastSeq: number },
  ): void {
    const { ask, host } = asked;
    const state = this.#state();
    const known = stepOf(state, ask.stepKey);
    if (known !== null && isAnother(known, ask)) {
      const message = `The sub-step ${ask.stepKey} was something else when this step ran before.`;
      throw new StepFailure({ code: "SUB_STEP_CHANGED", message, class: "permanent" });
    }
    if (known !== null && isEnded(known.status)) {
      if (known.endSeq !== null && known.endSeq <= lastSeq) this.#deliver(asked, known);
      else this.#ended.push(asked);
      return;
    }
    if (known === null) {
      const started = onStart(state, host, now);
      if (started !== null) take(started, []);
      const input = asked.input();
      const event = onAsk(state, { ...ask, ...(input !== null && { input: input.ref }) }, now);
      if (event === null) {
        const message = "A step that is ending, or that undoes another, has no sub-steps.";
        throw new StepFailure({ code: "NOT_GRANTED", message, class: "permanent" });
      }
      take(event, input === null ? [] : [input.row]);
    }
    this.#open.set(ask.stepKey, asked);
    this.asked.add(ask.stepKey);
    this.#countOf(host.stepKey).open += 1;
    this.#moved(host.stepKey);
  }

  /** Is told of each event after it is folded. Gives the keys of sub-steps that are wanted no more: their work is left behind. */
  hear(event: EventBody): readonly string[] {
    if (this.#open.size === 0 || !("stepKey" in event) || event.stepKey === undefined) return nothing;
    const record = stepOf(this.#state(), event.stepKey);
    if (record === null || !isEnded(record.status)) return nothing;
    const asked = this.#open.get(record.key);
    if (asked !== undefined) {
      this.#leave(asked);
      if (record.status === "cancelled") {
        asked.stop(new Error("cancelled"));
        return [record.key];
      }
      this.#countOf(asked.host.stepKey).moving += 1;
      this.#ended.push(asked);
    }
    return record.subKeys === null ? nothing : this.#dropLeft();
  }

  /** Everything written is durable: what has ended goes to the steps that asked. */
  release(): void {
    for (const asked of this.#ended.splice(0)) {
      const record = stepOf(this.#state(), asked.ask.stepKey);
      if (record === null) this.#moved(asked.host.stepKey);
      else this.#deliver(asked, record);
    }
  }

  /** The step goes on with the answer, and may ask again at once: until then it is not idle. */
  #deliver(asked: Asked, record: StepRecord): void {
    void asked.settle(record).finally(() =>
      setImmediate(() => {
        this.#moved(asked.host.stepKey);
        this.onChange();
      }),
    );
  }

  #dropLeft(): string[] {
    const dropped: string[] = [];
    for (const [key, asked] of this.#open) {
      const record = stepOf(this.#state(), key);
      if (record !== null && !isEnded(record.status)) continue;
      dropped.push(key);
      this.#leave(asked);
      asked.stop(new Error("cancelled"));
    }
    return dropped;
  }

  #leave({ ask, host }: Asked): void {
    this.#open.delete(ask.stepKey);
    this.asked.delete(ask.stepKey);
    this.#countOf(host.stepKey).open -= 1;
    this.#forgetSettled(host.stepKey);
  }

  #moved(stepKey: string): void {
    this.#countOf(stepKey).moving -= 1;
    this.#forgetSettled(stepKey);
  }

  #countOf(stepKey: string): HostCount {
    let count = this.#hosts.get(stepKey);
    if (count === undefined) {
      count = { open: 0, moving: 0 };
      this.#hosts.set(stepKey, count);
    }
    return count;
  }

  #forgetSettled(stepKey: string): void {
    const count = this.#hosts.get(stepKey);
    if (count?.open === 0 && count.moving === 0) this.#hosts.delete(stepKey);
  }
}

function isAnother({ sub, nodeId }: StepRecord, ask: SubStepRequest["ask"]): boolean {
  return sub === null || sub.kind !== ask.kind || (ask.kind === "tool" && ask.nodeId !== nodeId);
}
