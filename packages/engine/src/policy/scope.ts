import type { Folding } from "../fold/folding.ts";
import { forgetStep, setActive, setStatus } from "../fold/step-records.ts";
import { childrenOf, nodeOf } from "../plan-index.ts";
import type { ContainerRecord, ScopeRecord } from "../state/run-state.ts";
import { containerOf, iterationKey, nodeIdOf, ROOT_SCOPE, scopeKeyOf } from "../step-key.ts";
import { mayBeginNext, slotsOf } from "./loop.ts";
import { forgetSettled, setDeadlines } from "./settle-join.ts";
import { makeReady } from "./skip.ts";

/**
 * Scopes and slots. A container lets `concurrency` iterations hold a slot, a loop one. An iteration begins (gets a scope) when it first
 * gets one, gives it back when all that is open in it waits, and asks for one again when something there can go on; those
 * that ask come before those that have not begun. Steps of an iteration may start only while it is *live*: it holds a slot
 * and so does every iteration around it.
 */
export function createScope(folding: Folding, key: string): ScopeRecord {
  const container = containerOf(key);
  const { state } = folding;
  const parentId = container === null ? null : nodeIdOf(container.containerKey);
  const children = childrenOf(state.index, parentId);
  const root = container === null;
  const scope: ScopeRecord = {
    key,
    containerKey: container?.containerKey ?? null,
    index: container?.index ?? 0,
    arrived: new Array<number>(children.length).fill(0),
    fired: new Array<number>(children.length).fill(0),
    unfinished: children.length,
    active: 0,
    dormant: false,
    holding: root,
    live: root,
    open: new Set(),
    parked: new Set(),
    skipping: new Set(),
    unmet: new Set(),
    doom: null,
  };
  state.scopes.set(key, scope);
  if (!root) setDeadlines(folding, scope, state.at);
  folding.unsettled.add(scope);
  return scope;
}

/** Gives free slots to iterations that ask for one, then to iterations that have not begun. */
export function grantSlots(folding: Folding, container: ContainerRecord): void {
  const { state } = folding;
  if (container.failing !== null || state.scopes.get(scopeKeyOf(container.key))?.doom !== null) return;
  const shape = nodeOf(state.index, nodeIdOf(container.key)).node.container;
  if (shape === null) return;
  while (container.holders.size < slotsOf(shape)) {
    while (container.open.has(container.next) || container.results.has(container.next)) container.next += 1;
    const asking = firstOf(container.wanting);
    if (asking === undefined && !mayBeginNext(shape, container)) return;
    const index = asking ?? container.next;
    container.wanting.delete(index);
    container.holders.add(index);
    folding.touched.add(container.key);
    // Only one that has begun asks; `next` is past all that have.
    const begun = asking === undefined ? undefined : state.scopes.get(iterationKey(container.key, asking));
    if (begun === undefined) beginIteration(folding, container);
    else holdSlot(folding, begun);
  }
}

/** Mostly nobody asks. */
function firstOf(wanting: ReadonlySet<number>): number | undefined {
  if (wanting.size === 0) return undefined;
  const [first] = wanting;
  return first;
}

function beginIteration(folding: Folding, container: ContainerRecord): void {
  const index = container.next;
  container.next += 1;
  const scope = openIteration(folding, container, index);
  holdSlot(folding, scope);
  makeFirstReady(folding, container, scope);
}

/**
 * What is kept of another run may lie in an iteration whose turn has not come: it begins without a slot, and asks for one.
 */
export function beginEarly(folding: Folding, stepKey: string): void {
  const { state } = folding;
  const scopeKey = scopeKeyOf(stepKey);
  const place = containerOf(scopeKey);
  const container = place === null ? undefined : state.containers.get(place.containerKey);
  if (place === null || container === undefined || state.scopes.has(scopeKey)) return;
  if (place.index >= container.count || container.results.has(place.index)) return;
  const scope = openIteration(folding, container, place.index);
  container.wanting.add(place.index);
  makeFirstReady(folding, container, scope);
}

/** What had become ready in an iteration that is kept as a whole never will have been. */
export function emptyScope(folding: Folding, scope: ScopeRecord): void {
  const { state } = folding;
  forgetSettled(state, scope);
  for (const key of [...scope.open]) {
    const step = state.steps.get(key);
    if (step !== undefined) forgetStep(folding, step);
  }
}

function openIteration(folding: Folding, container: ContainerRecord, index: number): ScopeRecord {
  container.open.add(index);
  return createScope(folding, iterationKey(container.key, index));
}

function makeFirstReady(folding: Folding, container: ContainerRecord, scope: ScopeRecord): void {
  for (const child of childrenOf(folding.state.index, nodeIdOf(container.key))) {
    if (child.arriving === 0) makeReady(folding, scope, child);
  }
}

function holdSlot(folding: Folding, scope: ScopeRecord): void {
  scope.holding = true;
  const around = folding.state.scopes.get(scopeKeyOf(scope.containerKey ?? ROOT_SCOPE));
  if (around?.live === true) enliven(folding, scope);
}

function enliven(folding: Folding, scope: ScopeRecord): void {
  const { state } = folding;
  scope.live = true;
  for (const key of scope.parked) {
    const step = state.steps.get(key);
    if (step === undefined) continue;
    if (step.resumed) {
      state.agenda.resume.add(key);
      state.running.add(key);
      setStatus(folding, step, "running");
    } else if (state.hosts.has(key)) state.agenda.hosts.add(key);
    else state.agenda.ready.add(key);
  }
  scope.parked.clear();
  for (const key of scope.open) {
    const container = state.containers.get(key);
    for (const index of container?.holders ?? []) {
      const inner = state.scopes.get(iterationKey(key, index));
      if (inner !== undefined && !inner.live) enliven(folding, inner);
    }
  }
}

/** The scope no longer holds a slot: it merely waits, or has ended. */
export function releaseSlot(folding: Folding, scope: ScopeRecord): void {
  const container = scope.containerKey === null ? undefined : folding.state.containers.get(scope.containerKey);
  if (container === undefined) return;
  scope.holding = false;
  scope.live = false;
  container.holders.delete(scope.index);
  container.wanting.delete(scope.index);
}

/** A container with nothing left that could go on by itself is not active in its own scope. */
export function refreshContainer(folding: Folding, container: ContainerRecord): void {
  const step = folding.state.steps.get(container.key);
  if (step === undefined || step.endedAt !== null) return;
  const waits = container.failing === null && container.open.size > 0 && container.dormant === container.open.size;
  setActive(folding, step, !waits);
}

/** Brings slots and what can be collected into line with the counters; called at the end of an event. */
export function settleScopes(folding: Folding): void {
  if (folding.unsettled.size === 0) return;
  for (const scope of folding.unsettled) {
    folding.unsettled.delete(scope);
    if (folding.state.scopes.get(scope.key) === scope) settleScope(folding, scope);
  }
}

function settleScope(folding: Folding, scope: ScopeRecord): void {
  const { state } = folding;
  if (scope.unfinished === 0 && scope.doom === null) state.agenda.collect.add(scope.key);
  const dormant = scope.active === 0 && scope.unfinished > 0 && scope.doom === null;
  const turned = dormant !== scope.dormant;
  scope.dormant = dormant;
  if (scope.containerKey === null) return;
  const container = state.containers.get(scope.containerKey);
  if (container === undefined || !turned) return;
  container.dormant += dormant ? 1 : -1;
  folding.touched.add(container.key);
  if (dormant) releaseSlot(folding, scope);
  else if (!scope.holding && scope.unfinished > 0 && scope.doom === null) container.wanting.add(scope.index);
  grantSlots(folding, container);
  refreshContainer(folding, container);
}
