import type { ContainerShape } from "../plan-index.ts";
import type { ContainerRecord } from "../state/run-state.ts";

/*
 * A loop is a container whose iterations follow one another: the next begins when the one before has given its state, and
 * also when that one merely waits no other takes its place. It ends with the iteration that is `done`, or with the last that
 * `maxIterations` allows. An iteration's error is the loop's.
 */

/** How many iterations may hold a slot together. */
export function slotsOf(container: ContainerShape): number {
  return container.kind === "each" ? container.concurrency : 1;
}

/** Whether an iteration that has not begun may: one of a loop only while no other is open and none has been the last. */
export function mayBeginNext(shape: ContainerShape, container: ContainerRecord): boolean {
  if (container.next >= container.count) return false;
  return shape.kind === "each" || (container.open.size === 0 && !container.done);
}

/** Whether all iterations that there will be have ended. */
export function isComplete(container: ContainerRecord): boolean {
  return container.done || container.results.size === container.count;
}

/** Whether the error of one iteration fails the container. */
export function failsWithIteration(shape: ContainerShape): boolean {
  return shape.kind === "loop" || shape.onItemError === "fail";
}
