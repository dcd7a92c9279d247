import type { BudgetLimits, BudgetUse, EventError } from "../events.ts";
import type { RunState, StepRecord } from "../state/run-state.ts";
import { containerOf, scopeKeyOf } from "../step-key.ts";
import { newSteps, reservedSteps } from "./budget.ts";
import { PARTS, ROUNDING, releaseHeld, sum } from "./reserve.ts";
import { BUDGET_HELD, BUDGET_WAIT } from "./retry.ts";
import { ancestry } from "./sub-steps.ts";

/*
 * A run that a step starts uses what its parent may use. When the step begins to wait, what remains of the parent's limits is
 * reserved for the child and becomes the child's own limits; when the child has ended, what it used is settled. What is spent
 * and reserved together never passes a limit, so children that go side by side cannot pass it together: one that finds
 * everything reserved begins when another has ended. Two limits are not simply handed over:
 *
 * - Steps, because every run has that limit: a child that does not go alone takes half of what remains, so that what goes
 *   on beside it, perhaps while the child waits for a person for days, has room.
 * - Wall time, which passes for all at once: each child may take what remains, and of children side by side the longest counts.
 */

/** A step that found no room looks again after this long at the latest, ms; it is made again as soon as something is settled. */
const HELD_MS = 3_600_000;

export type ChildRoom =
  | { readonly kind: "reserved"; readonly reserved: BudgetLimits }
  /** Made again at `dueAt`, or as soon as there is room. */
  | { readonly kind: "held"; readonly error: EventError; readonly dueAt: number }
  | { readonly kind: "over"; readonly error: EventError };

/** What the run that this step is about to start may use. */
export function childRoom(state: RunState, step: StepRecord, now: number): ChildRoom {
  const { limits, spent, reserved, childSteps } = state.control;
  const own = step.startedAt === null && !state.agenda.ready.has(step.key) ? 1 : 0;
  const unspent = limits.maxSteps - state.stepsStarted - childSteps - newSteps(state) - own;
  const steps = unspent - reservedSteps(state);
  if (unspent < 1) return { kind: "over", error: over(state, "maxSteps") };
  const held = { kind: "held", error: BUDGET_HELD, dueAt: now + HELD_MS } as const;
  if (steps < 1) return held;
  const wall = limits.maxWallMs - clockOf(state, now);
  if (wall <= 0) return { kind: "over", error: over(state, "maxWallMs") };
  const left: { -readonly [limit in keyof BudgetLimits]: BudgetLimits[limit] } = {
    maxSteps: goesAlone(state, step) ? steps : Math.ceil(steps / 2),
    maxWallMs: wall,
  };
  for (const [limit, part] of PARTS) {
    const max = limits[limit];
    if (max === undefined) continue;
    let open = 0;
    for (const one of reserved.values()) open += one.amount[part];
    const room = max - spent[part] - open;
    if (open > 0 && room <= ROUNDING) return held;
    left[limit] = Math.max(0, room);
  }
  return { kind: "reserved", reserved: left };
}

function over(state: RunState, limit: string): EventError {
  if (state.index.plan.onBudget === "pause") return { ...BUDGET_WAIT, limit };
  return { code: "BUDGET_EXCEEDED", class: "limit", limit };
}

/** True where no other step of the run is open. */
function goesAlone(state: RunState, step: StepRecord): boolean {
  for (const { sub } of ancestry(state, step)) {
    if (sub !== null && (state.hosts.get(sub.parentKey)?.open.size ?? 0) > 1) return false;
  }
  let scopeKey = step.scopeKey;
  for (;;) {
    if ((state.scopes.get(scopeKey)?.open.size ?? 0) > 1) return false;
    const around = containerOf(scopeKey);
    if (around === null) return true;
    if ((state.containers.get(around.containerKey)?.open.size ?? 0) > 1) return false;
    scopeKey = scopeKeyOf(around.containerKey);
  }
}

/** The run has been started with these limits. */
export function reserveForChild(state: RunState, step: StepRecord, limits: BudgetLimits): void {
  const { maxSteps: steps = 0, maxUsd: usd = 0, maxTokens: tokens = 0, maxModelCalls: modelCalls = 0 } = limits;
  const child = { steps, clock: clockOf(state, state.at) };
  state.control.reserved.set(nameOf(step), { stepKey: step.key, amount: { usd, tokens, modelCalls }, child });
}

/** The run has ended. */
export function settleChild(state: RunState, step: StepRecord, used: BudgetUse): void {
  const { control, clock } = state;
  const reservation = control.reserved.get(nameOf(step));
  if (reservation?.child === undefined) return;
  control.reserved.delete(nameOf(step));
  control.spent = sum(control.spent, used);
  control.childSteps += used.steps;
  clock.spent += Math.max(0, reservation.child.clock + used.wallMs - clockOf(state, state.at));
  releaseHeld(state);
}

/** A run that was started by a step keeps to what was reserved for it. */
export function lowerLimits(state: RunState, budget: BudgetLimits): void {
  const limits = { ...state.control.limits };
  for (const limit of ["maxSteps", "maxWallMs", "maxUsd", "maxTokens", "maxModelCalls"] as const) {
    const most = budget[limit];
    if (most !== undefined) limits[limit] = Math.min(most, limits[limit] ?? most);
  }
  state.control.limits = limits;
}

/** What the run has used so far of its limits; what is reserved still counts as used. */
export function budgetUse(state: RunState, now: number): BudgetUse {
  const { spent, reserved, childSteps } = state.control;
  let all = spent;
  for (const { amount } of reserved.values()) all = sum(all, amount);
  const { usd, tokens, modelCalls } = all;
  const steps = state.stepsStarted + childSteps + reservedSteps(state);
  return { usd, tokens, modelCalls, steps, wallMs: clockOf(state, now) };
}

function clockOf({ clock }: RunState, now: number): number {
  return clock.spent + (clock.since === null ? 0 : Math.max(0, now - clock.since));
}

function nameOf(step: StepRecord): string {
  return `run ${step.key}`;
}
