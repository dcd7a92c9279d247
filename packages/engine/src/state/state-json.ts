import type { Json } from "@orrery/plan";
import type { PlanIndex } from "../plan-index.ts";
import { nodeIdOf, scopeKeyOf } from "../step-key.ts";
import { type ControlJson, controlFromJson, controlToJson } from "./control-record.ts";
import {
  type Agenda,
  blankStep,
  type ContainerRecord,
  initialState,
  type RunState,
  type ScopeRecord,
  type StepRecord,
} from "./run-state.ts";

/** Raised whenever what `stateToJson` gives changes its shape; snapshots of another version are thrown away. */
export const STATE_VERSION = 5;

interface StateJson {
  readonly version: number;
  readonly planHash: string;
  readonly run: Pick<RunState, "seq" | "at" | "started" | "end" | "stepsStarted" | "clock">;
  /** Only what differs from a blank step, beside the key: a large run has many of them. */
  readonly steps: readonly StepJson[];
  readonly scopes: readonly ScopeJson[];
  readonly containers: readonly ContainerJson[];
  readonly hosts: readonly { readonly key: string; readonly open: readonly string[]; readonly active: number }[];
  readonly agenda: { readonly [list in keyof Agenda]: readonly string[] };
  readonly timers: readonly { readonly at: number; readonly key: string }[];
  readonly running: readonly string[];
  readonly waiting: readonly string[];
  readonly commands: readonly (readonly [string, number])[];
  readonly control: ControlJson;
}

type StepJson = Partial<StepRecord> & { readonly key: string };
type ScopeJson = Omit<ScopeRecord, "open" | "parked" | "skipping" | "unmet"> & {
  readonly open: readonly string[];
  readonly parked: readonly string[];
  readonly skipping: readonly string[];
  readonly unmet: readonly string[];
};
type ContainerJson = Omit<ContainerRecord, "results" | "open" | "holders" | "wanting"> & {
  readonly results: readonly (readonly [number, { readonly value: unknown; readonly error: unknown }])[];
  readonly open: readonly number[];
  readonly holders: readonly number[];
  readonly wanting: readonly number[];
};

/** The whole state as plain JSON, without the plan. The same log always gives the same JSON. */
export function stateToJson(state: RunState): Json {
  const { seq, at, started, end, stepsStarted, clock } = state;
  const json: StateJson = {
    version: STATE_VERSION,
    planHash: state.index.plan.hash,
    run: { seq, at, started, end, stepsStarted, clock: { ...clock } },
    steps: Array.from(state.steps.values(), compactStep),
    scopes: Array.from(state.scopes.values(), (scope) => ({
      ...scope,
      doom: scope.doom === null ? null : { ...scope.doom },
      arrived: [...scope.arrived],
      fired: [...scope.fired],
      open: [...scope.open],
      parked: [...scope.parked],
      skipping: [...scope.skipping],
      unmet: [...scope.unmet],
    })),
    containers: Array.from(state.containers.values(), (container) => ({
      ...container,
      results: [...container.results],
      open: [...container.open],
      holders: [...container.holders],
      wanting: [...container.wanting],
    })),
    hosts: Array.from(state.hosts.values(), (host) => ({ ...host, open: [...host.open] })),
    agenda: {
      skip: [...state.agenda.skip],
      bypass: [...state.agenda.bypass],
      unmet: [...state.agenda.unmet],
      lose: [...state.agenda.lose],
      ready: [...state.agenda.ready],
      resume: [...state.agenda.resume],
      hosts: [...state.agenda.hosts],
      open: [...state.agenda.open],
      collect: [...state.agenda.collect],
      close: [...state.agenda.close],
      doomed: [...state.agenda.doomed],
      failing: [...state.agenda.failing],
    },
    timers: state.timers.toSorted(),
    running: [...state.running],
    waiting: [...state.waiting],
    commands: [...state.commands],
    control: controlToJson(state.control),
  };
  return asJson(json);
}

/**
 * The inverse of `stateToJson`, for the same plan. Null where the JSON was written by another version, for another plan,
 * or not by `stateToJson` at all: fold from the start of the log then. Takes the JSON over: do not use it afterwards.
 */
export function stateFromJson(index: PlanIndex, json: unknown): RunState | null {
  const given = asStateJson(json);
  if (given === null || given.planHash !== index.plan.hash) return null;
  const state: RunState = { ...initialState(index), control: controlFromJson(given.control) };
  const { clock, ...run } = given.run;
  Object.assign(state, run);
  Object.assign(state.clock, clock);
  for (const { key, ...differing } of given.steps) {
    const step = Object.assign(blankStep({ key, nodeId: nodeIdOf(key), scopeKey: scopeKeyOf(key) }), differing);
    state.steps.set(step.key, step);
    if (step.status === "idle" || (step.sub !== null && step.sub.kind !== "tool")) continue;
    const counts = state.counts.get(step.nodeId) ?? {};
    counts[step.status] = (counts[step.status] ?? 0) + 1;
    state.counts.set(step.nodeId, counts);
  }
  for (const scope of given.scopes) state.scopes.set(scope.key, reviveScope(scope));
  for (const container of given.containers) state.containers.set(container.key, reviveContainer(container));
  for (const host of given.hosts) state.hosts.set(host.key, { ...host, open: new Set(host.open) });
  for (const list of AGENDA_LISTS) for (const key of given.agenda[list]) state.agenda[list].add(key);
  for (const timer of given.timers) state.timers.set(timer.key, timer.at);
  for (const key of given.running) state.running.add(key);
  for (const key of given.waiting) state.waiting.add(key);
  for (const [id, seq] of given.commands) state.commands.set(id, seq);
  return state;
}

const AGENDA_LISTS: readonly (keyof Agenda)[] = [
  "skip",
  "bypass",
  "unmet",
  "lose",
  "ready",
  "resume",
  "hosts",
  "open",
  "collect",
  "close",
  "doomed",
  "failing",
];

function compactStep(step: StepRecord): StepJson {
  const blank = new Map<string, unknown>(Object.entries(blankStep(step)));
  const differing = Object.entries(step).filter(([name, value]) => blank.get(name) !== value);
  const { key, nodeId, sub, subKeys } = step;
  return {
    ...Object.fromEntries(differing),
    ...(sub !== null && { sub, nodeId }),
    ...(subKeys !== null && { subKeys: [...subKeys] }),
    key,
  };
}

function reviveScope(scope: ScopeJson): ScopeRecord {
  return {
    ...scope,
    open: new Set(scope.open),
    parked: new Set(scope.parked),
    skipping: new Set(scope.skipping),
    unmet: new Set(scope.unmet),
  };
}

function reviveContainer(container: ContainerJson): ContainerRecord {
  return {
    ...container,
    results: new Map(container.results) as ContainerRecord["results"],
    open: new Set(container.open),
    holders: new Set(container.holders),
    wanting: new Set(container.wanting),
  };
}

/** Guarantee: every member of `StateJson` is plain JSON, written down in its type. */
function asJson(state: StateJson): Json {
  const json: unknown = state;
  return json as Json;
}

/** Guarantee: JSON that carries our version was written by `stateToJson` of this version. */
function asStateJson(json: unknown): StateJson | null {
  if (typeof json !== "object" || json === null || !("version" in json) || json.version !== STATE_VERSION) return null;
  return json as StateJson;
}
