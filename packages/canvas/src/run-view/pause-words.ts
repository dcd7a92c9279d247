import type { BudgetLimits, PauseRecord } from "@orrery/engine";
import { formatCount, formatDuration, formatUsd } from "@orrery/ui";

/** Why a run stands still, and what can be done. */
export interface PauseWords {
  readonly why: string;
  readonly next: string;
}

/** A paused run in words. `titleOf` names the node of a step. */
export function pauseWords(
  pause: PauseRecord,
  { limits, titleOf }: { readonly limits: BudgetLimits; readonly titleOf: (stepKey: string) => string },
): PauseWords {
  if (pause.cause === "budget") {
    return { why: `Paused: ${usedUp(limits, pause.limit)}.`, next: "Raise it to go on, or stop the run." };
  }
  if (pause.stepKey === null) {
    return { why: "Paused.", next: "What is under way ends; nothing new starts until you resume." };
  }
  const before = `Paused before “${titleOf(pause.stepKey)}”`;
  return {
    why: pause.cause === "breakpoint" ? `${before} (breakpoint).` : `${before}.`,
    next: "Resume goes on; Step makes this one and pauses again.",
  };
}

/** Which limit it is, with its size. */
function usedUp(limits: BudgetLimits, limit: string | null): string {
  switch (limit) {
    case "maxUsd":
      return `the budget of ${formatUsd(limits.maxUsd ?? 0)} is used up`;
    case "maxTokens":
      return `the budget of ${formatCount(limits.maxTokens ?? 0)} tokens is used up`;
    case "maxModelCalls":
      return `the limit of ${formatCount(limits.maxModelCalls ?? 0)} model calls is reached`;
    case "maxSteps":
      return `the limit of ${formatCount(limits.maxSteps ?? 0)} steps is reached`;
    case "maxWallMs":
      return `the limit of ${formatDuration(limits.maxWallMs ?? 0)} is reached`;
    default:
      return "a limit is reached";
  }
}

/** A limit that can be raised: how it is asked for, and what is proposed. Amounts in `unit`, of time in minutes. */
export interface Raise {
  readonly label: string;
  readonly unit: string;
  readonly whole: boolean;
  readonly proposed: number;
  /** More than this is needed. */
  readonly above: number;
  readonly limits: (amount: number) => BudgetLimits;
}

const MINUTE_MS = 60_000;

/** How the limit that a run stands at is raised; null where it is none that is known. */
export function raiseOf(limit: string | null, limits: BudgetLimits): Raise | null {
  switch (limit) {
    case "maxUsd":
      return raise("dollars", limits.maxUsd ?? 0, (maxUsd) => ({ maxUsd }));
    case "maxTokens":
      return { ...raise("tokens", limits.maxTokens ?? 0, (maxTokens) => ({ maxTokens })), whole: true };
    case "maxModelCalls":
      return { ...raise("calls", limits.maxModelCalls ?? 0, (maxModelCalls) => ({ maxModelCalls })), whole: true };
    case "maxSteps":
      return { ...raise("steps", limits.maxSteps ?? 0, (maxSteps) => ({ maxSteps })), whole: true };
    case "maxWallMs":
      return raise("minutes", (limits.maxWallMs ?? 0) / MINUTE_MS, (minutes) => ({
        maxWallMs: Math.round(minutes * MINUTE_MS),
      }));
    default:
      return null;
  }
}

function raise(unit: string, now: number, limits: Raise["limits"]): Raise {
  // Double is enough for as much again; a limit of nothing still needs a number.
  const proposed = now === 0 ? 1 : Number((now * 2).toPrecision(6));
  return { label: "Raise it to", unit, whole: false, proposed, above: now, limits };
}
