/**
 * The facts of a run's log, a closed union. An envelope is at most 4 KB and holds no user data: values are rows of their
 * own, named here by `ValueRef`. Control texts (handle, error code) match `[A-Za-z0-9_-]{1,64}`.
 */
export interface ValueRef {
  readonly id: string;
  readonly bytes: number;
}

export type ErrorClass = "transient" | "permanent" | "limit";

export interface EventError {
  readonly code: string;
  readonly class: ErrorClass;
  /** The message and details, as a value. */
  readonly value?: ValueRef;
  /** Of `BUDGET_EXCEEDED`: the limit that was passed, e.g. `maxSteps`. The engine itself writes no values. */
  readonly limit?: string;
}

export interface UsageFigures {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number;
}

/** What happened, before the journal numbers it. `at` is epoch ms. */
export type EventBody =
  | {
      readonly type: "run.started";
      readonly at: number;
      readonly commandId: string;
      readonly planHash: string;
      readonly input: ValueRef;
      readonly entry: string | null;
    }
  | { readonly type: "run.cancelling"; readonly at: number; readonly commandId: string }
  | { readonly type: "run.cancelled"; readonly at: number }
  /** A budget was passed: nothing starts after this, what is under way is cancelled, then `run.failed` follows. */
  | { readonly type: "run.failing"; readonly at: number; readonly error: EventError }
  | { readonly type: "run.succeeded"; readonly at: number; readonly output: ValueRef | null }
  | { readonly type: "run.failed"; readonly at: number; readonly error: EventError; readonly stepKey?: string }
  | { readonly type: "step.started"; readonly at: number; readonly stepKey: string; readonly attempt: number }
  /** `startedAt` where this one event also stands for the start (a pure step that ended before its start was sent). */
  | {
      readonly type: "step.succeeded";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      readonly output: ValueRef;
      readonly handle?: string;
      readonly startedAt?: number;
      readonly usage?: UsageFigures;
      readonly model?: string;
    }
  /** The last attempt failed. What it means is `handled`, by the node's `onError`. */
  | {
      readonly type: "step.failed";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      readonly error: EventError;
      readonly handled: "fail" | "branch" | "continue";
      readonly startedAt?: number;
    }
  /** An attempt failed (or was lost in a crash) and another follows at `dueAt`. */
  | {
      readonly type: "step.retrying";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      readonly error: EventError;
      readonly dueAt: number;
      readonly startedAt?: number;
    }
  | { readonly type: "step.skipped"; readonly at: number; readonly stepKey: string }
  | {
      readonly type: "step.waiting";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      readonly for: "person" | "time";
      readonly dueAt: number | null;
      readonly show?: ValueRef;
      readonly startedAt?: number;
    }
  /** The wait has its answer; the step goes on from it (its `resume`). */
  | {
      readonly type: "step.resumed";
      readonly at: number;
      readonly stepKey: string;
      readonly by: "person" | "time";
      readonly commandId?: string;
      readonly answer?: ValueRef;
    }
  | { readonly type: "step.cancelled"; readonly at: number; readonly stepKey: string }
  /** A step of effect `once` was caught between start and end by a crash. `step.failed` or `step.retrying` follows. */
  | { readonly type: "step.uncertain"; readonly at: number; readonly stepKey: string; readonly attempt: number }
  | {
      readonly type: "scope.opened";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      readonly count: number;
      readonly startedAt?: number;
    }
  /** One iteration has ended; `stepKey` is the container's. Either `value` (what `collect` gave) or `error`. */
  | {
      readonly type: "scope.finished";
      readonly at: number;
      readonly stepKey: string;
      readonly index: number;
      readonly value?: ValueRef;
      readonly error?: EventError;
    }
  | {
      readonly type: "command.refused";
      readonly at: number;
      readonly commandId: string;
      readonly reason: RefusalReason;
    };

export type RefusalReason = "RUN_ENDED" | "CANCELLING" | "NOT_WAITING" | "ALREADY_STARTED" | "INVALID";

/** One row of the log. */
export type RunEvent = EventBody & { readonly v: 1; readonly seq: number; readonly epoch: number };

/** Something from outside that the executor turns into exactly one event that names it. */
export type RunCommand =
  | {
      readonly id: string;
      readonly kind: "start";
      readonly by: string;
      readonly input: ValueRef;
      readonly planHash: string;
      readonly entry: string | null;
    }
  | { readonly id: string; readonly kind: "cancel"; readonly by: string }
  /** `answer` holds `{ approved, values, note }`, already stored as a value. */
  | {
      readonly id: string;
      readonly kind: "answer";
      readonly by: string;
      readonly stepKey: string;
      readonly answer: ValueRef;
    };
