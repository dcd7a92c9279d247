import { INTERRUPTED, nodeIdOf, type PlanShape, type RunEvent } from "@orrery/engine";
import type { LedgerEntry } from "../stage/ledger.ts";
import { ledgerStep } from "../stage/ledger-step.ts";

/**
 * What happened twice, or without the log saying so: a step that succeeded twice; a keyed step that showed the outside two
 * keys; a step of effect `once` that was made again without having been uncertain, or that the outside has received more
 * often than the log says it was begun. Pure and repeatable steps may be made again, but succeed once.
 * @param entryOf what the ledger has of a step, by its name there.
 */
export function findDoubled(
  plan: PlanShape,
  log: readonly RunEvent[],
  entryOf: (step: string) => LedgerEntry,
): readonly string[] {
  const effects = new Map(plan.nodes.map((node) => [node.id, node.effect]));
  const begun = new Map<string, number>();
  const succeeded = new Set<string>();
  const uncertain = new Set<string>();
  const problems: string[] = [];
  for (const event of log) {
    if (!("stepKey" in event) || event.stepKey === undefined) continue;
    const key = event.stepKey;
    const isBegun = event.type === "step.started" || ("startedAt" in event && event.startedAt !== undefined);
    if (isBegun) begun.set(key, (begun.get(key) ?? 0) + 1);
    if (event.type === "step.succeeded") {
      if (succeeded.has(key)) problems.push(`${key} succeeded twice`);
      succeeded.add(key);
    }
    if (event.type === "step.uncertain") uncertain.add(key);
    const isAgain = event.type === "step.retrying" && event.error.code === INTERRUPTED.code;
    if (isAgain && effects.get(nodeIdOf(key)) === "once" && !uncertain.delete(key)) {
      problems.push(`${key} was made again without having been uncertain`);
    }
  }
  for (const [key, times] of begun) {
    const effect = effects.get(nodeIdOf(key));
    const { received, keys } = entryOf(ledgerStep(key));
    if (effect === "keyed" && keys > 1) problems.push(`${key} was done under ${keys} keys`);
    if (effect === "once" && received > times)
      problems.push(`${key} was begun ${times} times and sent ${received} times`);
  }
  return problems;
}
