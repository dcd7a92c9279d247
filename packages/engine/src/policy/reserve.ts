import type { BudgetAmount, EventBody, RunEvent } from "../events.ts";
import type { RunState } from "../state/run-state.ts";
import { BUDGET_HELD } from "./retry.ts";

/*
 * Limits on model calls. Before each call its upper bound is reserved, after it what it took is settled; both are events.
 * What is spent and what is reserved together never pass a limit, so calls at the same time cannot pass it together. An
 * attempt that ends without having settled a call leaves its reservation as spent: whether the call was made is not known.
 */

/** A call that an attempt is about to make. */
export interface CallRequest {
  readonly stepKey: string;
  readonly attempt: number;
  /** Of the attempt's calls, from 1. */
  readonly call: number;
  /** The most it may take. */
  readonly amount: BudgetAmount;
}

export type ReserveAnswer =
  | { readonly kind: "reserved"; readonly event: EventBody }
  /** Calls under way may give back enough; ask again when one has been settled. */
  | { readonly kind: "wait" }
  | { readonly kind: "over"; readonly limit: "maxUsd" | "maxTokens" | "maxModelCalls" };

/** Whether one of the limits on model calls is set; without one nothing is reserved. */
export function limitsCalls(state: RunState): boolean {
  const { maxUsd, maxTokens, maxModelCalls } = state.control.limits;
  return maxUsd !== undefined || maxTokens !== undefined || maxModelCalls !== undefined;
}

/** Asks for room for one call. */
export function reserve(state: RunState, { stepKey, attempt, call, amount }: CallRequest, now: number): ReserveAnswer {
  const { limits, spent, reserved } = state.control;
  let waits = false;
  for (const [limit, part] of PARTS) {
    const max = limits[limit];
    if (max === undefined) continue;
    if (spent[part] + amount[part] > max + ROUNDING) return { kind: "over", limit };
    let open = 0;
    for (const one of reserved.values()) open += one.amount[part];
    if (spent[part] + open + amount[part] > max + ROUNDING) waits = true;
  }
  if (waits) return { kind: "wait" };
  return { kind: "reserved", event: { type: "budget.reserved", at: now, stepKey, attempt, call, amount } };
}

/** Sums of dollars are not exact; a billionth passes no limit. */
export const ROUNDING = 1e-9;

export const PARTS = [
  ["maxUsd", "usd"],
  ["maxTokens", "tokens"],
  ["maxModelCalls", "modelCalls"],
] as const;

type BudgetEvent = Extract<RunEvent, { type: `budget.${string}` }>;

export function applyBudgetEvent(state: RunState, event: BudgetEvent): void {
  const { control } = state;
  const key = `${event.stepKey} ${event.attempt} ${event.call}`;
  if (event.type === "budget.reserved") {
    control.reserved.set(key, { stepKey: event.stepKey, amount: event.amount });
  } else if (control.reserved.delete(key)) {
    control.spent = sum(control.spent, event.amount);
    releaseHeld(state);
  }
}

/** The attempt has ended: what it had reserved and not settled counts as spent. */
export function spendReserved(state: RunState, stepKey: string): void {
  const { control } = state;
  if (control.reserved.size === 0) return;
  for (const [key, one] of control.reserved) {
    if (one.stepKey !== stepKey) continue;
    control.reserved.delete(key);
    control.spent = sum(control.spent, one.amount);
    control.childSteps += one.child?.steps ?? 0;
    releaseHeld(state);
  }
}

/** There is more room: steps that found none are due at once. */
export function releaseHeld(state: RunState): void {
  for (const key of state.control.held.splice(0)) {
    const step = state.steps.get(key);
    if (step?.status !== "retrying" || step.error?.code !== BUDGET_HELD.code) continue;
    step.dueAt = state.at;
    const scope = state.scopes.get(step.scopeKey);
    // In a scope without a slot it is made again when that has one.
    if (scope?.live === true && scope.doom === null) state.timers.set(key, state.at);
  }
}

export function sum(a: BudgetAmount, b: BudgetAmount): BudgetAmount {
  return { usd: a.usd + b.usd, tokens: a.tokens + b.tokens, modelCalls: a.modelCalls + b.modelCalls };
}
