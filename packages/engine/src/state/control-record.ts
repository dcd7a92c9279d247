import type { PlanBudget } from "@orrery/plan";
import type { BudgetAmount, LogPlace, PauseCause, PinnedOutput } from "../events.ts";
import type { PlanShape } from "../plan-index.ts";

/** The run stands still. */
export interface PauseRecord {
  readonly cause: PauseCause;
  readonly at: number;
  /** The step that it stands before; null where it stands before none in particular. */
  readonly stepKey: string | null;
  /** Of the cause `budget`. */
  readonly limit: string | null;
}

/** The most that a model call under way may take, or a run that a step waits for. */
export interface Reservation {
  readonly stepKey: string;
  readonly amount: BudgetAmount;
  /** Of a run. */
  readonly child?: {
    readonly steps: number;
    /** What the clock of this run showed when that one was started, ms. */
    readonly clock: number;
  };
}

/** What is undone when the run fails, and how far that has come. */
export interface UndoRecord {
  /** Steps that succeeded and can be undone, in the order of their success; those whose turn has come are taken off. */
  readonly stack: string[];
  /** `run.failing` is in the log: as soon as nothing is under way any more, the undoing begins. */
  begun: boolean;
  /** The step that undoes another, until it has ended. */
  current: string | null;
  done: number;
  failed: number;
  /** Somebody has stopped it, at this time; what was still to be undone stays as it is. */
  stopped: { readonly at: number; readonly hard: boolean } | null;
  /** Begun, and cut off by that. */
  cut: number;
}

/** What people, limits and compensation do to a run as a whole. */
export interface ControlRecord {
  pause: PauseRecord | null;
  /** A limit was reached during an attempt; the pause follows. */
  pauseFor: string | null;
  /** One step was let go: the run pauses before the next. */
  stepping: boolean;
  /** Node ids. */
  readonly breakpoints: Set<string>;
  /** Steps that were let go and have not started yet. */
  readonly passed: Set<string>;
  /** The plan's, as they have been raised since. */
  limits: PlanBudget;
  /** What model calls have taken, and might have taken where a crash left it open. */
  spent: BudgetAmount;
  /** Steps that runs have made which steps of this one started. */
  childSteps: number;
  /** Steps that are made again when a reservation has been settled. */
  held: string[];
  /** By step key, attempt and number of the call; of a run by step key. */
  readonly reserved: Map<string, Reservation>;
  readonly undo: UndoRecord;
  forkOf: LogPlace | null;
  /** What the steps of these nodes give instead of running, by node id. */
  readonly pins: Map<string, PinnedOutput>;
}

/** `ControlRecord` as plain JSON. */
export type ControlJson = Omit<ControlRecord, "breakpoints" | "passed" | "reserved" | "pins"> & {
  readonly breakpoints: readonly string[];
  readonly passed: readonly string[];
  readonly reserved: readonly (readonly [string, Reservation])[];
  readonly pins: readonly PinnedOutput[];
};

export function initialControl(plan: PlanShape): ControlRecord {
  return {
    pause: null,
    pauseFor: null,
    stepping: false,
    breakpoints: new Set(),
    passed: new Set(),
    limits: plan.budget,
    spent: { usd: 0, tokens: 0, modelCalls: 0 },
    childSteps: 0,
    held: [],
    reserved: new Map(),
    undo: { stack: [], begun: false, current: null, done: 0, failed: 0, stopped: null, cut: 0 },
    forkOf: null,
    pins: new Map(),
  };
}

export function controlToJson(control: ControlRecord): ControlJson {
  return {
    ...control,
    held: [...control.held],
    breakpoints: [...control.breakpoints],
    passed: [...control.passed],
    reserved: [...control.reserved],
    pins: [...control.pins.values()],
    undo: { ...control.undo, stack: [...control.undo.stack] },
  };
}

/** Takes the JSON over. */
export function controlFromJson(json: ControlJson): ControlRecord {
  return {
    ...json,
    breakpoints: new Set(json.breakpoints),
    passed: new Set(json.passed),
    reserved: new Map(json.reserved),
    pins: new Map(json.pins.map((pin) => [pin.nodeId, pin])),
  };
}
