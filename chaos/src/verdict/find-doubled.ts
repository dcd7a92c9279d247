import { INTERRUPTED, nodeIdOf, type PlanShape, type RunEvent } from "@orrery/engine";

/**
 * What a log says happened twice: a step that succeeded twice; a step of effect `once` that was made again without having
 * been uncertain. Pure and repeatable steps may be made again, but succeed once.
 */
export function findDoubled(plan: PlanShape, log: readonly RunEvent[]): readonly string[] {
  const effects = new Map(plan.nodes.map((node) => [node.id, node.effect]));
  const succeeded = new Set<string>();
  const uncertain = new Set<string>();
  const problems: string[] = [];
  for (const event of log) {
    if (!("stepKey" in event) || event.stepKey === undefined) continue;
    const key = event.stepKey;
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
  return problems;
}
