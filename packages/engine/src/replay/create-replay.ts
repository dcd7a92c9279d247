import type { RunEvent } from "../events.ts";
import { fold, LogGapError } from "../fold/fold.ts";
import type { PlanIndex } from "../plan-index.ts";
import { initialState, type RunState } from "../state/run-state.ts";
import { cloneState } from "./clone-state.ts";

/** A run at one point of its log. */
export interface ReplayMoment {
  /** To be read only; the replay changes it when it goes on, so it holds until the next `at`. */
  readonly state: RunState;
  /** The keys of the steps that differ from the moment asked for before; null where any of them may. */
  readonly touched: ReadonlySet<string> | null;
}

/** A log that can be seen at any of its points, whatever the order in which they are asked for. */
export interface Replay {
  /** The log from `first` on. */
  readonly events: readonly RunEvent[];
  /** The earliest point there is: the `seq` of what it begins with, 0 where that is the empty log. */
  readonly first: number;
  /** The `seq` of the last event; `first` without one. */
  readonly last: number;
  /** Takes the next rows of the log; those that it has are passed over. Throws `LogGapError` where a row is missing. */
  append(events: readonly RunEvent[]): void;
  /** The event with this `seq`; null where there is none. */
  eventAt(seq: number): RunEvent | null;
  /** The state after the event `seq`, or after the first or the last where `seq` lies outside. */
  at(seq: number): ReplayMoment;
}

export interface ReplayOptions {
  /** Where the events do not begin at the first: the state before them. The replay takes it over. */
  readonly from?: RunState;
  /** Events between two checkpoints to begin with; for tests. */
  readonly spacing?: number;
}

const SPACING = 256;
/** Above this every second one is given up, so that a long log holds no more of them than a short one. */
const MOST_CHECKPOINTS = 40;

/**
 * Folds prefixes of a log. On the way forward it leaves copies of the state (checkpoints), so that a jump to any point costs
 * one copy and the fold of at most `spacing` events; a step forward costs one event. The first way to the end costs the
 * fold of the whole log.
 */
export function createReplay(index: PlanIndex, events: readonly RunEvent[], options: ReplayOptions = {}): Replay {
  const log: RunEvent[] = [];
  const start = options.from ?? initialState(index);
  const first = start.seq;
  let spacing = options.spacing ?? SPACING;
  let checkpoints: RunState[] = [];
  let state = cloneState(start);

  const last = (): number => first + log.length;

  function append(added: readonly RunEvent[]): void {
    for (const event of added) {
      if (event.seq <= last()) continue;
      if (event.seq !== last() + 1) throw new LogGapError(last() + 1, event.seq);
      log.push(event);
    }
  }

  /** The latest copy at or before `seq`. */
  function before(seq: number): RunState {
    let low = 0;
    let high = checkpoints.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((checkpoints[middle]?.seq ?? Number.POSITIVE_INFINITY) <= seq) low = middle + 1;
      else high = middle;
    }
    return checkpoints[low - 1] ?? start;
  }

  function keep(): void {
    checkpoints.push(cloneState(state));
    if (checkpoints.length <= MOST_CHECKPOINTS) return;
    spacing *= 2;
    checkpoints = checkpoints.filter(({ seq }) => (seq - first) % spacing === 0);
  }

  function goOn(seq: number): Set<string> {
    const touched = new Set<string>();
    while (state.seq < seq) {
      const next = Math.min(seq, first + (Math.floor((state.seq - first) / spacing) + 1) * spacing);
      for (const key of fold(state, log.slice(state.seq - first, next - first))) touched.add(key);
      const newest = checkpoints.at(-1)?.seq ?? first;
      if ((state.seq - first) % spacing === 0 && state.seq > newest) keep();
    }
    return touched;
  }

  function at(wanted: number): ReplayMoment {
    const seq = Math.max(first, Math.min(last(), Math.trunc(wanted)));
    const checkpoint = before(seq);
    const isNear = state.seq <= seq && (checkpoint.seq <= state.seq || seq - state.seq <= spacing);
    if (isNear) return { state, touched: goOn(seq) };
    state = cloneState(checkpoint);
    goOn(seq);
    return { state, touched: null };
  }

  append(events);
  return {
    events: log,
    first,
    get last() {
      return last();
    },
    append,
    eventAt: (seq) => log[seq - first - 1] ?? null,
    at,
  };
}
