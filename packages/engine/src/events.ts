import type { PlanNode } from "@orrery/plan";

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

/** Limits of a run, absolute; what is left out stays as it is. */
export interface BudgetLimits {
  readonly maxSteps?: number;
  readonly maxWallMs?: number;
  readonly maxUsd?: number;
  readonly maxTokens?: number;
  readonly maxModelCalls?: number;
}

/** What model calls take, or may take at most. */
export interface BudgetAmount {
  readonly usd: number;
  readonly tokens: number;
  readonly modelCalls: number;
}

/** A place in the log of a run. */
export interface LogPlace {
  readonly runId: string;
  readonly seq: number;
}

/** What a repeated execution of a step after a crash would mean. */
export type StepEffect = PlanNode["effect"];

/** What a sub-step is: work of the step that asks for it, a node that it calls, or a wait. */
export type SubStepKind = "own" | "tool" | "wait";

/** What a step waits for: an answer, a time, the end of a run that it started, a call from outside. */
export type WaitFor = "person" | "time" | "run" | "signal";

/** What a run has used of its limits, the runs that it started included. */
export interface BudgetUse extends BudgetAmount {
  readonly steps: number;
  /** Without the time in which it only waited. */
  readonly wallMs: number;
}

/** How a run ended that a step had started. */
export interface ChildEnd {
  readonly status: "succeeded" | "failed" | "cancelled";
  /** A value of that run. */
  readonly output?: ValueRef;
  readonly error?: EventError;
  /** Absent where an older version ended it. */
  readonly used?: BudgetUse;
}

/** Why a run stands still: somebody asked; a breakpoint; a limit was reached; one step was let go and the next is ready. */
export type PauseCause = "person" | "breakpoint" | "budget" | "step";

/** What happened, before the journal numbers it. `at` is epoch ms. */
export type EventBody =
  | {
      readonly type: "run.started";
      readonly at: number;
      readonly commandId: string;
      readonly planHash: string;
      readonly input: ValueRef;
      readonly entry: string | null;
      /** Node ids: the run pauses before each of their steps. */
      readonly breakpoints?: readonly string[];
      /** Where the run was forked from: `step.reused` and `from` say what was kept. */
      readonly forkOf?: LogPlace;
      /** The most it may use, whatever its plan says: what the run that started it reserved for it. */
      readonly budget?: BudgetLimits;
      /** The caller's place in its trace: a `traceparent` of W3C Trace Context. */
      readonly trace?: string;
    }
  /** A person has pinned what the steps of this node give: they do not run. Follows on `run.started`, before any step. */
  | {
      readonly type: "run.pinned";
      readonly at: number;
      readonly nodeId: string;
      readonly output: ValueRef;
      readonly handle?: string;
    }
  /** Nothing starts until `run.resumed`; what is under way ends and is recorded. `stepKey`: the step it stands before. */
  | {
      readonly type: "run.paused";
      readonly at: number;
      readonly cause: PauseCause;
      readonly commandId?: string;
      readonly stepKey?: string;
      readonly limit?: string;
    }
  /** `step`: the run pauses again before the next start. */
  | {
      readonly type: "run.resumed";
      readonly at: number;
      readonly commandId: string;
      readonly mode: "run" | "step";
      readonly raise?: BudgetLimits;
    }
  /**
   * A second one is `hard`: what is under way is not waited for. In a run that has failed and is to undo what it did, it
   * stops the undoing, or keeps it from beginning; the run still ends as failed.
   */
  | { readonly type: "run.cancelling"; readonly at: number; readonly commandId: string; readonly hard?: true }
  | { readonly type: "run.cancelled"; readonly at: number }
  /**
   * The run will fail: nothing starts after this but what undoes steps that succeeded; `run.failed` follows. Written where
   * a budget was passed, and before the first step that undoes another.
   */
  | { readonly type: "run.failing"; readonly at: number; readonly error: EventError; readonly stepKey?: string }
  | { readonly type: "run.succeeded"; readonly at: number; readonly output: ValueRef | null }
  /**
   * `undone`, `undoFailed`: how many steps were undone, and could not be; absent where none was to be. `notUndone`: how many
   * were left as they are because the undoing was stopped.
   */
  | {
      readonly type: "run.failed";
      readonly at: number;
      readonly error: EventError;
      readonly stepKey?: string;
      readonly undone?: number;
      readonly undoFailed?: number;
      readonly notUndone?: number;
    }
  | { readonly type: "step.started"; readonly at: number; readonly stepKey: string; readonly attempt: number }
  /**
   * A step under way asks for a sub-step; `stepKey` is the sub-step's. `own`: work of the step itself. `tool`: the node
   * `nodeId` of the plan. `wait`: the answer of a person, or a time. What follows are the events of any step; a failure is
   * told to the step that asked and is always `handled: "continue"`, and `step.resumed` ends a wait.
   */
  | {
      readonly type: "step.asked";
      readonly at: number;
      readonly stepKey: string;
      readonly parentKey: string;
      readonly kind: SubStepKind;
      readonly nodeId?: string;
      readonly effect: StepEffect;
      /** What is to be done, for people; of a tool its arguments. */
      readonly input?: ValueRef;
    }
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
      /** Taken from the result cache: the run that worked it out, and when (epoch ms). Its usage costs nothing again. */
      readonly cached?: { readonly runId: string; readonly at: number };
    }
  /**
   * Kept from another run (`from`: its end there), or given by a person, or pinned. `handled` with `error`: it had failed, and its
   * policy had handled that. Usage is that of the other run and costs nothing again.
   */
  | {
      readonly type: "step.reused";
      readonly at: number;
      readonly stepKey: string;
      readonly from?: LogPlace;
      readonly by?: "person" | "pin";
      readonly output?: ValueRef;
      readonly handle?: string;
      readonly error?: EventError;
      readonly handled?: "branch" | "continue";
      readonly usage?: UsageFigures;
      readonly model?: string;
    }
  /**
   * The last attempt failed. What it means is `handled`, by the node's `onError`. `attempt` 0: it never began, because its
   * join could not be met.
   */
  | {
      readonly type: "step.failed";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      readonly error: EventError;
      readonly handled: "fail" | "branch" | "continue";
      readonly startedAt?: number;
      readonly commandId?: string;
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
      readonly commandId?: string;
    }
  /** `bypassed`: the node is switched off and its join was met, so its `out` fires. Without it all its edges die. */
  | { readonly type: "step.skipped"; readonly at: number; readonly stepKey: string; readonly bypassed?: true }
  | {
      readonly type: "step.waiting";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      readonly for: WaitFor;
      readonly dueAt: number | null;
      readonly show?: ValueRef;
      /** Of a wait for a run: which. It is made in the transaction of this event. */
      readonly childRunId?: string;
      /** Of a wait for a run: what is reserved for it. It is settled when that run has ended. */
      readonly reserved?: BudgetLimits;
      readonly startedAt?: number;
    }
  /** The wait has its answer; the step goes on from it (its `resume`). */
  | {
      readonly type: "step.resumed";
      readonly at: number;
      readonly stepKey: string;
      readonly by: WaitFor;
      readonly commandId?: string;
      readonly answer?: ValueRef;
      readonly child?: ChildEnd;
    }
  /** `hard`: its work did not end in time and was left behind. `inFlight`: of effect `once`; it may have taken place. */
  | {
      readonly type: "step.cancelled";
      readonly at: number;
      readonly stepKey: string;
      readonly hard?: true;
      readonly inFlight?: true;
    }
  /**
   * A step of effect `once` was caught between start and end by a crash. `step.failed` or `step.retrying` follows: at once,
   * or when a person has said which (`onUncertain: "ask"`).
   */
  | { readonly type: "step.uncertain"; readonly at: number; readonly stepKey: string; readonly attempt: number }
  /** `count` is how many iterations there are, of a loop how many at most; `state` is what a loop begins with. */
  | {
      readonly type: "scope.opened";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      readonly count: number;
      readonly state?: ValueRef;
      readonly startedAt?: number;
      /** Kept from another run. */
      readonly from?: LogPlace;
    }
  /**
   * One iteration has ended; `stepKey` is the container's. Either `value` (what `collect` gave, of a loop its new state) or
   * `error`. `done`: of a loop, that no further iteration follows.
   */
  | {
      readonly type: "scope.finished";
      readonly at: number;
      readonly stepKey: string;
      readonly index: number;
      readonly value?: ValueRef;
      readonly done?: boolean;
      readonly error?: EventError;
      /** Kept from another run. */
      readonly from?: LogPlace;
    }
  /** Before a model call: the most it may take. Only where one of the limits on model calls is set. */
  | {
      readonly type: "budget.reserved";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      /** Of the attempt's calls, from 1. */
      readonly call: number;
      readonly amount: BudgetAmount;
    }
  /** After the call: what it took. A reservation without one counts as spent. */
  | {
      readonly type: "budget.settled";
      readonly at: number;
      readonly stepKey: string;
      readonly attempt: number;
      readonly call: number;
      readonly amount: BudgetAmount;
    }
  | {
      readonly type: "command.refused";
      readonly at: number;
      readonly commandId: string;
      readonly reason: RefusalReason;
    };

export type RefusalReason =
  | "RUN_ENDED"
  | "CANCELLING"
  | "NOT_WAITING"
  | "ALREADY_STARTED"
  | "ALREADY_PAUSED"
  | "NOT_PAUSED"
  /** A limit would be raised to no more than is used, or another than the one the run paused at. */
  | "LIMIT_TOO_LOW"
  | "NOT_UNCERTAIN"
  | "INVALID";

/** What the steps of a node give instead of running. `handle`: the way they take; absent: `out`, or the node's first. */
export interface PinnedOutput {
  readonly nodeId: string;
  readonly output: ValueRef;
  readonly handle?: string;
}

/** What a new run keeps of another one. */
export interface ForkRequest extends LogPlace {
  /** Steps that are made again, whatever was kept before: keys of steps, or of containers with all that is in them. */
  readonly rerun: readonly string[];
  /** Outputs that a person gives instead of the step's own. */
  readonly outputs: readonly { readonly stepKey: string; readonly value: ValueRef }[];
  /** Steps that ended are kept as they are, also where they, or what came before them, have been changed since. */
  readonly asIs?: true;
}

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
      readonly breakpoints?: readonly string[];
      readonly fork?: ForkRequest;
      readonly pins?: readonly PinnedOutput[];
      /** How many runs one after another led to this one. */
      readonly depth?: number;
      /** What the run that starts this one has reserved for it. */
      readonly budget?: BudgetLimits;
      /** The caller's place in its trace: a `traceparent` of W3C Trace Context. */
      readonly trace?: string;
    }
  | { readonly id: string; readonly kind: "cancel"; readonly by: string }
  | { readonly id: string; readonly kind: "pause"; readonly by: string }
  | {
      readonly id: string;
      readonly kind: "resume";
      readonly by: string;
      readonly mode: "run" | "step";
      readonly raise?: BudgetLimits;
    }
  /** What is to become of a step that is uncertain. */
  | {
      readonly id: string;
      readonly kind: "settle";
      readonly by: string;
      readonly stepKey: string;
      readonly choice: "retry" | "fail";
    }
  /** A call from outside to a step that waits for one; `answer` holds its body. */
  | {
      readonly id: string;
      readonly kind: "signal";
      readonly by: string;
      readonly stepKey: string;
      readonly answer: ValueRef;
    }
  /** The run that a step had started has ended. */
  | {
      readonly id: string;
      readonly kind: "child";
      readonly by: string;
      readonly stepKey: string;
      readonly childRunId: string;
      readonly end: ChildEnd;
    }
  /** `answer` holds `{ approved, values, note }`, already stored as a value. */
  | {
      readonly id: string;
      readonly kind: "answer";
      readonly by: string;
      readonly stepKey: string;
      readonly answer: ValueRef;
    };
