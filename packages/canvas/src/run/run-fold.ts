import {
  fold,
  initialState,
  nodeIdOf,
  type PlanIndex,
  type ReplayMoment,
  type RunEvent,
  type RunState,
  type StepRecord,
  stateFromJson,
} from "@orrery/engine";
import { NodeTally } from "./node-tally.ts";

/**
 * A run's state with the sums that cards show. Owns a state of its own; every other view of the run reads from it.
 * `touched` collects the nodes that changed until somebody takes them.
 */
export class RunFold {
  readonly index: PlanIndex;
  #state: RunState;
  #tallies = new Map<string, NodeTally>();
  #touched = new Set<string>();

  constructor(index: PlanIndex) {
    this.index = index;
    this.#state = initialState(index);
  }

  get state(): RunState {
    return this.#state;
  }

  /** Replaces everything by a folded snapshot (`stateToJson`). False, and nothing changed, where it is of another plan or version. */
  load(snapshot: unknown): boolean {
    const state = stateFromJson(this.index, snapshot);
    if (state === null) return false;
    this.#state = state;
    this.#countAll();
    for (const nodeId of this.index.nodes.keys()) this.#touched.add(nodeId);
    return true;
  }

  /** Shows a moment of a replay, whose state it only reads; the one before it must have been of the same replay. */
  show({ state, touched }: ReplayMoment): void {
    this.#state = state;
    if (touched === null) {
      this.#countAll();
      return;
    }
    for (const stepKey of touched) {
      const record = state.steps.get(stepKey);
      if (record) this.tally(record.nodeId).see(record);
    }
  }

  apply(events: readonly RunEvent[]): void {
    for (const stepKey of fold(this.#state, events)) {
      const record = this.#state.steps.get(stepKey);
      const nodeId = record?.nodeId ?? nodeIdOf(stepKey);
      this.#touched.add(nodeId);
      if (record) this.tally(nodeId).see(record);
    }
  }

  tally(nodeId: string): NodeTally {
    let tally = this.#tallies.get(nodeId);
    if (!tally) {
      tally = new NodeTally();
      this.#tallies.set(nodeId, tally);
    }
    return tally;
  }

  /** In the order in which the log told of them last, so that sums are the same however a moment was reached. */
  #countAll(): void {
    this.#tallies = new Map();
    const records = [...this.#state.steps.values()].sort((one, other) => toldAt(one) - toldAt(other));
    for (const record of records) this.tally(record.nodeId).see(record);
  }

  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }
}

function toldAt({ endedAt, startedAt }: StepRecord): number {
  return endedAt ?? startedAt ?? 0;
}
