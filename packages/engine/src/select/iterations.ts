import type { EventError, ValueRef } from "../events.ts";
import { nodeOf } from "../plan-index.ts";
import type { RunState } from "../state/run-state.ts";
import { iterationKey, nodeIdOf } from "../step-key.ts";
import type { StepStatus } from "../step-status.ts";

export interface Iteration {
  readonly index: number;
  readonly scopeKey: string;
  /** `queued`: asks for its slot again; `waiting`: all that is open in it waits. */
  readonly status: StepStatus;
  /** Of a loop: the state it begins with; null where the one before has not given it, and for any other container. */
  readonly state: ValueRef | null;
  readonly value: ValueRef | null;
  readonly error: EventError | null;
}

/** A page of a container's iterations, from index `from`, at most `count`; none where it is not opened. */
export function iterations(state: RunState, containerKey: string, from: number, count: number): Iteration[] {
  const container = state.containers.get(containerKey);
  if (container === undefined) return [];
  const page: Iteration[] = [];
  for (let index = Math.max(0, from); index < Math.min(container.count, from + count); index += 1) {
    const result = container.results.get(index);
    const scopeKey = iterationKey(containerKey, index);
    page.push({
      index,
      scopeKey,
      status: iterationStatus(state, containerKey, index),
      state: loopState(state, containerKey, index),
      value: result?.value ?? null,
      error: result?.error ?? null,
    });
  }
  return page;
}

function iterationStatus(state: RunState, containerKey: string, index: number): StepStatus {
  const container = state.containers.get(containerKey);
  const result = container?.results.get(index);
  if (result !== undefined) return result.error === null ? "succeeded" : "failed";
  if (container === undefined || (index >= container.next && !container.open.has(index))) return "idle";
  const scope = state.scopes.get(iterationKey(containerKey, index));
  if (scope === undefined) return "cancelled";
  if (scope.dormant) return "waiting";
  return scope.live ? "running" : "queued";
}

export interface ContainerProgress {
  readonly count: number;
  readonly finished: number;
  readonly failed: number;
  /** Begun and not finished. */
  readonly open: number;
  /** `loop`: `count` is how many there may be at most, and `done` that the condition to end was met. */
  readonly kind: "each" | "loop";
  readonly done: boolean;
}

/** How far a container has come; null while it is not opened. O(1). */
export function containerProgress(state: RunState, containerKey: string): ContainerProgress | null {
  const container = state.containers.get(containerKey);
  if (container === undefined) return null;
  const { count, failed, results, open, done } = container;
  const kind = nodeOf(state.index, nodeIdOf(containerKey)).node.container?.kind ?? "each";
  return { count, finished: results.size, failed, open: open.size, kind, done };
}

/** `.state` in the iteration `index` of a loop: what the iteration before gave, at first what the loop began with. */
export function loopState(state: RunState, containerKey: string, index: number): ValueRef | null {
  const container = state.containers.get(containerKey);
  if (container === undefined || container.state === null) return null;
  return index === 0 ? container.state : (container.results.get(index - 1)?.value ?? null);
}

export interface LoopResult {
  readonly state: ValueRef | null;
  readonly iterations: number;
  /** False where the loop ended because it may not go on for longer. */
  readonly done: boolean;
}

/** The output of a loop all of whose iterations have ended, for `close`. */
export function loopResult(state: RunState, containerKey: string): LoopResult {
  const container = state.containers.get(containerKey);
  const ended = container?.results.size ?? 0;
  return { state: loopState(state, containerKey, ended), iterations: ended, done: container?.done ?? false };
}

export interface ContainerResults {
  /** In the order of the items; what `onItemError` leaves out is not there, what it makes null is null. */
  readonly results: readonly (ValueRef | null)[];
  readonly failed: readonly { readonly index: number; readonly error: EventError }[];
}

/** The output of a container all of whose iterations have ended, for `close`. */
export function containerResults(state: RunState, containerKey: string): ContainerResults {
  const container = state.containers.get(containerKey);
  if (container === undefined) return { results: [], failed: [] };
  const shape = nodeOf(state.index, nodeIdOf(containerKey)).node.container;
  const skips = shape?.kind === "each" && shape.onItemError === "skip";
  const results: (ValueRef | null)[] = [];
  const failed: { index: number; error: EventError }[] = [];
  for (let index = 0; index < container.count; index += 1) {
    const result = container.results.get(index);
    if (result === undefined) continue;
    if (result.error !== null) failed.push({ index, error: result.error });
    if (result.error === null || !skips) results.push(result.value);
  }
  return { results, failed };
}
