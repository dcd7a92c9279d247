/** What an evaluation may see of the run. */
export interface Bindings {
  /**
   * Plain JSON by variable name. A node that did not run is not present; one that failed softly is
   * `{ error: { code, message, class } }` and nothing else: `n.error` reads it, `n` itself is absent then.
   */
  readonly variables: { readonly [name: string]: unknown };
  /** Epoch milliseconds of the run's start. */
  readonly now: number;
  /** Whether the node of this id did its work in this scope, so that its output is there; false for one that failed. */
  readonly ran: (nodeId: string) => boolean;
}
