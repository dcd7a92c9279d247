import type { RunState, ScopeRecord } from "../state/run-state.ts";

/** One call of `fold` while it works. */
export interface Folding {
  readonly state: RunState;
  /** Step keys whose record, or whose iterations, changed. */
  readonly touched: Set<string>;
  /** Scopes whose counters changed in the present event; settled at its end, so that no in-between state frees a slot. */
  readonly unsettled: Set<ScopeRecord>;
}
