import {
  fold,
  initialState,
  nodeIdOf,
  type PlanIndex,
  type RunEvent,
  type RunState,
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
    this.#tallies = new Map();
    for (const record of this.#state.steps.values()) this.tally(record.nodeId).see(record);
    for (const nodeId of this.index.nodes.keys()) this.#touched.add(nodeId);
    return true;
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

  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }
}
