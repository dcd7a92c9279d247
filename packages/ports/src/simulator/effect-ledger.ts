import type { PlanShape, RunEvent, Work } from "@orrery/engine";

const ENDS: ReadonlySet<string> = new Set(["step.succeeded", "step.failed", "step.cancelled"]);

/**
 * The outside world's own book of what was done to it, which no crash takes back: an effect must find its start in the
 * log, and one of effect `once` must not happen twice for the same attempt.
 */
export class EffectLedger {
  readonly problems: string[] = [];
  private readonly done = new Set<string>();
  private readonly effects: ReadonlyMap<string, string>;

  constructor(plan: PlanShape) {
    this.effects = new Map(plan.nodes.map((node) => [node.id, node.effect]));
  }

  /** @param own the effect of a sub-step, which is not that of its node. */
  record(work: Extract<Work, { do: "start" }>, rows: readonly RunEvent[], own?: string): void {
    const effect = own ?? this.effects.get(work.nodeId);
    if (effect === undefined || effect === "pure") return;
    const name = `${work.stepKey}, attempt ${work.attempt}`;
    if (rows.some((row) => ENDS.has(row.type) && "stepKey" in row && row.stepKey === work.stepKey))
      this.problems.push(`${name}: made again although its end is in the log`);
    const isDurable = rows.some(
      (row) => row.type === "step.started" && row.stepKey === work.stepKey && row.attempt === work.attempt,
    );
    if (!isDurable) this.problems.push(`${name}: an effect before its start was in the log`);
    if (effect === "once" && this.done.has(name)) this.problems.push(`${name}: sent twice`);
    this.done.add(name);
  }
}
