import type { ContainerRecord, HostRecord, RunState, ScopeRecord, StepRecord } from "../state/run-state.ts";
import { TimerHeap } from "../state/timer-heap.ts";

/** A copy of a state that can be folded further without the other changing. Many times faster than through JSON. */
export function cloneState(state: RunState): RunState {
  const { agenda, control } = state;
  const timers = new TimerHeap();
  for (const { key, at } of state.timers.toSorted()) timers.set(key, at);
  return {
    ...state,
    steps: mapValues(state.steps, cloneStep),
    scopes: mapValues(state.scopes, cloneScope),
    containers: mapValues(state.containers, cloneContainer),
    hosts: mapValues(state.hosts, cloneHost),
    agenda: {
      skip: new Set(agenda.skip),
      bypass: new Set(agenda.bypass),
      unmet: new Set(agenda.unmet),
      lose: new Set(agenda.lose),
      ready: new Set(agenda.ready),
      resume: new Set(agenda.resume),
      hosts: new Set(agenda.hosts),
      open: new Set(agenda.open),
      collect: new Set(agenda.collect),
      close: new Set(agenda.close),
      doomed: new Set(agenda.doomed),
      failing: new Set(agenda.failing),
    },
    timers,
    running: new Set(state.running),
    waiting: new Set(state.waiting),
    counts: mapValues(state.counts, (counts) => ({ ...counts })),
    clock: { ...state.clock },
    commands: new Map(state.commands),
    control: {
      ...control,
      breakpoints: new Set(control.breakpoints),
      passed: new Set(control.passed),
      held: [...control.held],
      reserved: new Map(control.reserved),
      pins: new Map(control.pins),
      undo: { ...control.undo, stack: [...control.undo.stack] },
    },
  };
}

function cloneStep(step: StepRecord): StepRecord {
  return { ...step, subKeys: step.subKeys === null ? null : [...step.subKeys] };
}

function cloneScope(scope: ScopeRecord): ScopeRecord {
  return {
    ...scope,
    arrived: [...scope.arrived],
    fired: [...scope.fired],
    open: new Set(scope.open),
    parked: new Set(scope.parked),
    skipping: new Set(scope.skipping),
    unmet: new Set(scope.unmet),
    doom: scope.doom === null ? null : { ...scope.doom },
  };
}

function cloneContainer(container: ContainerRecord): ContainerRecord {
  return {
    ...container,
    results: new Map(container.results),
    open: new Set(container.open),
    holders: new Set(container.holders),
    wanting: new Set(container.wanting),
  };
}

function cloneHost(host: HostRecord): HostRecord {
  return { ...host, open: new Set(host.open) };
}

function mapValues<V>(values: ReadonlyMap<string, V>, copy: (value: V) => V): Map<string, V> {
  const copies = new Map<string, V>();
  for (const [key, value] of values) copies.set(key, copy(value));
  return copies;
}
