import type { DecideInput, Decision } from "../decision.ts";
import type { EventBody } from "../events.ts";
import { nodeOf } from "../plan-index.ts";
import type { ContainerRecord, Doom, RunState, ScopeRecord } from "../state/run-state.ts";
import { containerOf, iterationKey, ROOT_SCOPE, scopeKeyOf } from "../step-key.ts";

/**
 * Carries out what doomed scopes came to: stops their work, cancels what has started and not ended (innermost first, so
 * that a container ends after all that is in it), then writes the end of the scope itself.
 */
export function tearDown(state: RunState, input: DecideInput): Decision[] {
  const { doomed, failing } = state.agenda;
  if (doomed.size === 0 && failing.size === 0) return [];
  const decisions = aborts(state, input);
  const append = (event: EventBody): void => void decisions.push({ do: "append", event });
  const cancel = (stepKey: string): void => append({ type: "step.cancelled", at: input.now, stepKey });
  for (const key of doomed) {
    const scope = state.scopes.get(key);
    if (scope?.doom == null) continue;
    for (const stepKey of unfinishedIn(state, scope)) cancel(stepKey);
    append(endOfScope(scope, scope.doom, input.now));
  }
  for (const key of failing) {
    const container = state.containers.get(key);
    const step = state.steps.get(key);
    if (container?.failing == null || step === undefined) continue;
    for (const stepKey of unfinishedUnder(state, container)) cancel(stepKey);
    const handled = nodeOf(state.index, step.nodeId).node.policy.onError;
    const { key: stepKey, attempt } = step;
    append({ type: "step.failed", at: input.now, stepKey, attempt, error: container.failing, handled });
  }
  return decisions;
}

function endOfScope(scope: ScopeRecord, doom: Doom, at: number): EventBody {
  const error = doom.error ?? { code: "CANCELLED", class: "permanent" };
  if (scope.containerKey !== null)
    return { type: "scope.finished", at, stepKey: scope.containerKey, index: scope.index, error };
  if (doom.cause === "cancel") return { type: "run.cancelled", at };
  return { type: "run.failed", at, error, ...(doom.stepKey === null ? {} : { stepKey: doom.stepKey }) };
}

function unfinishedIn(state: RunState, scope: ScopeRecord): string[] {
  const keys: string[] = [];
  for (const key of scope.open) {
    const container = state.containers.get(key);
    if (container !== undefined) keys.push(...unfinishedUnder(state, container));
    keys.push(key);
  }
  return keys;
}

function unfinishedUnder(state: RunState, container: ContainerRecord): string[] {
  const keys: string[] = [];
  for (const index of container.open) {
    const scope = state.scopes.get(iterationKey(container.key, index));
    if (scope !== undefined) keys.push(...unfinishedIn(state, scope));
  }
  return keys;
}

/** Work under way whose scope is ending, also such as the log has not heard of yet. */
function aborts(state: RunState, { busy }: DecideInput): Decision[] {
  const decisions: Decision[] = [];
  for (const key of busy) {
    const name = key.slice(key.indexOf(":") + 1);
    // `collect:<scope>` names the iteration itself, all others a step in its scope; `finish` works for the root.
    const collecting = key.startsWith("collect:") ? containerOf(name) : null;
    const scopeKey = key === "finish" ? ROOT_SCOPE : collecting === null ? scopeKeyOf(name) : name;
    if (!isDoomed(state, scopeKey)) continue;
    decisions.push({ do: "abort", stepKey: collecting?.containerKey ?? name, busyKey: key });
  }
  return decisions;
}

function isDoomed(state: RunState, scopeKey: string): boolean {
  const scope = state.scopes.get(scopeKey);
  return scope === undefined || scope.doom !== null;
}
