import type {
  ChildEnd,
  EventError,
  LogPlace,
  StepEffect,
  SubStepKind,
  UsageFigures,
  ValueRef,
  WaitFor,
} from "../events.ts";
import type { PlanIndex } from "../plan-index.ts";
import type { StepStatus } from "../step-status.ts";
import { type ControlRecord, initialControl } from "./control-record.ts";
import { TimerHeap } from "./timer-heap.ts";

/** What the log says of one step so far. Only steps that became ready, or were skipped, have a record. */
export interface StepRecord {
  readonly key: string;
  readonly nodeId: string;
  readonly scopeKey: string;
  status: StepStatus;
  /** The last attempt that started; 0 before the first. */
  attempt: number;
  /** Attempts that failed by themselves; those lost in a crash are not counted. */
  failures: number;
  /** Counts for its scope: the scope does not merely wait as long as one of its steps is active. */
  active: boolean;
  /** Skipped because it is switched off. */
  bypassed: boolean;
  /** When the join it leads to started without it, epoch ms. */
  losesAt: number | null;
  /** The wait was answered and `resume` has not ended yet. */
  resumed: boolean;
  startedAt: number | null;
  endedAt: number | null;
  waitFor: WaitFor | null;
  /** Of a retry or a wait, epoch ms. */
  dueAt: number | null;
  show: ValueRef | null;
  answer: ValueRef | null;
  answeredBy: WaitFor | null;
  answeredAt: number | null;
  answerCommandId: string | null;
  /** The run that it started, and how that ended. */
  childRunId: string | null;
  child: ChildEnd | null;
  output: ValueRef | null;
  handle: string | null;
  error: EventError | null;
  handled: "fail" | "branch" | "continue" | null;
  usage: UsageFigures | null;
  model: string | null;
  /** Its outcome was kept from there, given by a person, or pinned; its usage cost nothing here. */
  reused: LogPlace | "person" | "pin" | null;
  /** Its outcome was in the result cache: the run that worked it out, and when (epoch ms). */
  cached: { readonly runId: string; readonly at: number } | null;
  /** The number of the event that ended it. */
  endSeq: number | null;
  /** Of a sub-step; null for steps of the plan. */
  readonly sub: SubStepRecord | null;
  /** The sub-steps that it has asked for, in their order; null before the first. */
  subKeys: string[] | null;
}

/** What makes a step a sub-step. */
export interface SubStepRecord {
  readonly kind: SubStepKind;
  /** The step that asked for it. */
  readonly parentKey: string;
  readonly effect: StepEffect;
  readonly input: ValueRef | null;
  /** Epoch ms. */
  readonly askedAt: number;
}

/** A step under way whose work are sub-steps, from its start to its end. */
export interface HostRecord {
  readonly key: string;
  /** Sub-steps that have not ended, and how many of them are active. */
  readonly open: Set<string>;
  active: number;
}

/** The record of a step of which the log says nothing yet. */
export function blankStep(
  place: Pick<StepRecord, "key" | "nodeId" | "scopeKey"> & Partial<Pick<StepRecord, "sub">>,
): StepRecord {
  return {
    key: place.key,
    nodeId: place.nodeId,
    scopeKey: place.scopeKey,
    status: "idle",
    attempt: 0,
    failures: 0,
    active: false,
    bypassed: false,
    losesAt: null,
    resumed: false,
    startedAt: null,
    endedAt: null,
    waitFor: null,
    dueAt: null,
    show: null,
    answer: null,
    answeredBy: null,
    answeredAt: null,
    answerCommandId: null,
    childRunId: null,
    child: null,
    output: null,
    handle: null,
    error: null,
    handled: null,
    usage: null,
    model: null,
    reused: null,
    cached: null,
    endSeq: null,
    sub: place.sub ?? null,
    subKeys: null,
  };
}

/** Why a scope comes to an early end. `cause` says which event ends it. */
export interface Doom {
  readonly cause: "step" | "cancel" | "budget";
  readonly error: EventError | null;
  readonly stepKey: string | null;
  /** Epoch ms; what is under way may end by itself for a while from then on. */
  readonly at: number;
  /** Somebody asked for the end at once. */
  hard: boolean;
}

/** One open scope: the root, or an iteration from its first step until `scope.finished`. */
export interface ScopeRecord {
  readonly key: string;
  /** Null for the root. */
  readonly containerKey: string | null;
  readonly index: number;
  /** By slot of the child: edges that have fired or died (-1 where more of them change nothing), and those that fired. */
  readonly arrived: number[];
  readonly fired: number[];
  /** Children that have not ended. */
  unfinished: number;
  /** Children that are active, and skips and unmet joins to come. */
  active: number;
  /** Unfinished, and all that is open waits: the slot is given back, the clock of the run stops. */
  dormant: boolean;
  /** Has a slot of its container (the root always). */
  holding: boolean;
  /** Holds a slot, and so does every iteration around it: its steps may start. */
  live: boolean;
  /** Steps that are queued, or started and not ended. */
  readonly open: Set<string>;
  /** Steps that could start or go on but for a slot. */
  readonly parked: Set<string>;
  readonly skipping: Set<string>;
  /** Steps whose join can no longer be met. */
  readonly unmet: Set<string>;
  doom: Doom | null;
}

export interface IterationResult {
  readonly value: ValueRef | null;
  readonly error: EventError | null;
}

/** A container from `scope.opened` on. Iterations from `next` on have not begun and have no scope. */
export interface ContainerRecord {
  readonly key: string;
  /** How many iterations there are, of a loop how many at most. */
  readonly count: number;
  /** What a loop begins with; null for any other container. */
  readonly state: ValueRef | null;
  /** Of a loop: an iteration said that it was the last. */
  done: boolean;
  next: number;
  readonly results: Map<number, IterationResult>;
  failed: number;
  /** Begun and not finished. */
  readonly open: Set<number>;
  readonly holders: Set<number>;
  /** In the order in which they asked for a slot. */
  readonly wanting: Set<number>;
  /** How many of `open` are dormant. */
  dormant: number;
  /** Set by an iteration's error under `onItemError: "fail"`, until the container's `step.failed`. */
  failing: EventError | null;
  failingAt: number | null;
}

/** What can be done next; `decide` reads nothing else, so its cost follows the changes and not the size of the run. */
export interface Agenda {
  readonly skip: Set<string>;
  /** Steps that are switched off and whose turn has come. */
  readonly bypass: Set<string>;
  /** Steps whose join can no longer be met. */
  readonly unmet: Set<string>;
  /** Steps that have started and are not needed any more. */
  readonly lose: Set<string>;
  /** Steps that never started and may. */
  readonly ready: Set<string>;
  /** Steps whose wait has been answered. */
  readonly resume: Set<string>;
  /** Steps with sub-steps that have started and can go on by themselves; they are run from their beginning where nobody runs them. */
  readonly hosts: Set<string>;
  /** Containers that have started and are not opened. */
  readonly open: Set<string>;
  /** Scopes whose children have all ended. */
  readonly collect: Set<string>;
  readonly close: Set<string>;
  /** The outermost doomed scopes. */
  readonly doomed: Set<string>;
  /** Containers whose `failing` is set. */
  readonly failing: Set<string>;
}

export type StatusCounts = { [status in StepStatus]?: number };

/** How a run ended. */
export interface RunEnd {
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly at: number;
  readonly output: ValueRef | null;
  readonly error: EventError | null;
  readonly stepKey: string | null;
}

/** The fold of a log so far. Owned and changed by `fold` alone; everything else reads. */
export interface RunState {
  readonly index: PlanIndex;
  seq: number;
  /** The largest `at` seen: clocks of two executors may differ, the run's does not go back. */
  at: number;
  started: {
    readonly at: number;
    readonly input: ValueRef;
    readonly entry: string | null;
    /** `traceparent` of its caller. */
    readonly trace?: string;
  } | null;
  end: RunEnd | null;
  readonly steps: Map<string, StepRecord>;
  readonly scopes: Map<string, ScopeRecord>;
  readonly containers: Map<string, ContainerRecord>;
  readonly hosts: Map<string, HostRecord>;
  readonly agenda: Agenda;
  readonly timers: TimerHeap;
  /** Steps whose attempt is under way as far as the log knows. */
  readonly running: Set<string>;
  readonly waiting: Set<string>;
  readonly counts: Map<string, StatusCounts>;
  /** Every step that started, retries not counted. */
  stepsStarted: number;
  /** Wall time without waits, ms: what was spent up to `since`; null while the run only waits. */
  readonly clock: { spent: number; since: number | null };
  /** The seq of the event that answered a command, by the command's id. */
  readonly commands: Map<string, number>;
  readonly control: ControlRecord;
}

/** The state before the first event. It is always about one plan: what is ready follows from the plan's edges. */
export function initialState(index: PlanIndex): RunState {
  return {
    index,
    seq: 0,
    at: 0,
    started: null,
    end: null,
    steps: new Map(),
    scopes: new Map(),
    containers: new Map(),
    hosts: new Map(),
    agenda: {
      skip: new Set(),
      bypass: new Set(),
      unmet: new Set(),
      lose: new Set(),
      ready: new Set(),
      resume: new Set(),
      hosts: new Set(),
      open: new Set(),
      collect: new Set(),
      close: new Set(),
      doomed: new Set(),
      failing: new Set(),
    },
    timers: new TimerHeap(),
    running: new Set(),
    waiting: new Set(),
    counts: new Map(),
    stepsStarted: 0,
    clock: { spent: 0, since: null },
    commands: new Map(),
    control: initialControl(index.plan),
  };
}
