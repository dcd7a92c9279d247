import { type BudgetLimits, budgetUse, type EventBody, type RunState } from "@orrery/engine";
import { type ChildStart, derivedId, type FileWrite, type MemoryChange, type Outbox } from "@orrery/ports";

/** Who waits for a run, and how many runs one after another led to it. */
export interface Lineage {
  readonly parent: { readonly runId: string; readonly stepKey: string } | null;
  readonly depth: number;
}

/**
 * What a run has to say to others by the events that are being made: runs that its steps start, runs that they no longer
 * wait for, and its own end. It goes out in the transaction of those events.
 */
export class RunOutbox {
  readonly #runId: string;
  readonly #lineage: Lineage;
  #starts: Outbox["starts"][number][] = [];
  #cancels: { runId: string; commandId: string }[] = [];
  #end: Outbox["end"] = null;
  #memory: MemoryChange[] = [];
  #files: FileWrite[] = [];

  constructor(runId: string, lineage: Lineage) {
    this.#runId = runId;
    this.#lineage = lineage;
  }

  /** @param budget what is reserved for it. */
  start(child: ChildStart & { readonly stepKey: string }, budget: BudgetLimits): void {
    this.#starts.push({ ...child, depth: this.#lineage.depth + 1, budget });
  }

  /** What a step that has succeeded does to memory. */
  remember(changes: readonly MemoryChange[]): void {
    this.#memory.push(...changes);
  }

  /** What a step that has succeeded does to names of files. */
  name(files: readonly FileWrite[]): void {
    this.#files.push(...files);
  }

  /** Is told of each event before it is folded. */
  hear(state: RunState, event: EventBody): void {
    switch (event.type) {
      case "step.cancelled":
        this.#cancelChild(state, event.stepKey, event.at);
        return;
      case "run.succeeded":
        this.#say({
          status: "succeeded",
          ...(event.output !== null && { output: event.output }),
          used: budgetUse(state, event.at),
        });
        return;
      case "run.failed":
        this.#say({ status: "failed", error: event.error, used: budgetUse(state, event.at) });
        return;
      case "run.cancelled":
        this.#say({ status: "cancelled", used: budgetUse(state, event.at) });
    }
  }

  #cancelChild(state: RunState, stepKey: string, at: number): void {
    const step = state.steps.get(stepKey);
    if (step?.childRunId == null || step.status !== "waiting") return;
    // One that was never started needs no end.
    const before = this.#starts.length;
    this.#starts = this.#starts.filter(({ runId }) => runId !== step.childRunId);
    if (this.#starts.length < before) return;
    this.#cancels.push({ runId: step.childRunId, commandId: derivedId(at, `${this.#runId} ${stepKey} cancel`) });
  }

  #say(end: NonNullable<Outbox["end"]>["end"]): void {
    const { parent } = this.#lineage;
    if (parent !== null) this.#end = { parentRunId: parent.runId, stepKey: parent.stepKey, end };
  }

  /** What there is to say, once; undefined where there is nothing. */
  take(): Outbox | undefined {
    const memory = this.#memory;
    const files = this.#files;
    const outbox = {
      starts: this.#starts,
      cancels: this.#cancels,
      end: this.#end,
      ...(memory.length > 0 && { memory }),
      ...(files.length > 0 && { files }),
    };
    if (outbox.starts.length + outbox.cancels.length + memory.length + files.length === 0 && outbox.end === null)
      return undefined;
    this.#starts = [];
    this.#cancels = [];
    this.#end = null;
    this.#memory = [];
    this.#files = [];
    return outbox;
  }
}
