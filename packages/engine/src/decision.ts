import type { EventBody } from "./events.ts";

/**
 * What `decide` asks its shell to do next. Imperative, unlike events. Asking twice does no harm: decide is pure, and what
 * the shell has under way is told to it in `busy`.
 *
 * - `append`: this fact follows from the state alone (a skip, a due timer, a cancelled step, a run that failed).
 *   The shell takes all of one answer, in their order, folds them, and asks again at once.
 * - `start`: perform an attempt of a step. If `durableFirst`, `step.started` must be in the log before the effect begins;
 *   otherwise the shell may write start and end as one event.
 * - `resume`: the wait of a step has been answered; call the runtime's `resume`.
 * - `open`: evaluate the items of a container (of a loop, what it begins with) and append `scope.opened` (with `startedAt` where no `step.started` was
 *   written), or what `onStepFailure` says of an error.
 * - `collect`: all children of an iteration have ended well; evaluate `collect` (of a loop `next` and `until`) and append
 *   `scope.finished`.
 * - `close`: every iteration has ended; assemble the container's output and append `step.succeeded`.
 * - `finish`: all steps have ended; assemble the run's output and append `run.succeeded`.
 * - `abort`: tell the work under way under this busy key to stop; nothing it still gives is accepted. It stays busy until it
 *   has ended by itself; with `hard` it is left behind and no longer named in `busy`.
 * - `move`: this work is to be done where an executor has the labels `needs`, and this one has not. When nothing else is left
 *   to do here, the run is given back to one that has them.
 */
export type Decision =
  | { readonly do: "append"; readonly event: EventBody }
  | {
      readonly do: "start";
      readonly stepKey: string;
      readonly nodeId: string;
      readonly attempt: number;
      readonly durableFirst: boolean;
      readonly timeoutMs: number | null;
    }
  | {
      readonly do: "resume";
      readonly stepKey: string;
      readonly nodeId: string;
      readonly attempt: number;
      readonly timeoutMs: number | null;
    }
  | { readonly do: "open"; readonly stepKey: string; readonly nodeId: string; readonly attempt: number }
  | { readonly do: "collect"; readonly stepKey: string; readonly nodeId: string; readonly index: number }
  | { readonly do: "close"; readonly stepKey: string; readonly nodeId: string; readonly attempt: number }
  | { readonly do: "finish" }
  | { readonly do: "abort"; readonly stepKey: string; readonly busyKey: string; readonly hard: boolean }
  | { readonly do: "move"; readonly stepKey: string; readonly needs: readonly string[] };

export interface DecideInput {
  /** Epoch ms. */
  readonly now: number;
  /** What the shell has under way, by `busyKey`. */
  readonly busy: ReadonlySet<string>;
  /** Sub-steps that a step under way here asks for now, by key; no other begins. Absent: all are asked for. */
  readonly asked?: ReadonlySet<string>;
  /** Of the executor that asks; absent: it counts as having all. */
  readonly labels?: ReadonlySet<string>;
}
