import type { RunEvent } from "../events.ts";
import type { PlanShape } from "../plan-index.ts";
import { INTERRUPTED } from "../policy/retry.ts";
import { containerOf, formatStepKey, nodeIdOf, parseStepKey, scopeKeyOf } from "../step-key.ts";

/**
 * The invariants of a log, checked on its rows alone, without `fold`: seq gap-free; one start, at most one terminal event,
 * and nothing after it; at most one end (so one success) a step; nothing starts before what it needs has ended, nor after a
 * cancel was recorded; no container has more iterations with attempts under way than slots; `maxSteps` holds; what may happen once is not sent
 * again silently.
 * Returns what is wrong, in words.
 */
export function checkLog(plan: PlanShape, log: readonly RunEvent[]): string[] {
  const checker = new LogChecker(plan);
  for (const [place, event] of log.entries()) checker.take(event, place);
  return checker.problems;
}

const ENDS = new Set(["step.succeeded", "step.failed", "step.skipped", "step.cancelled"]);
const STARTS = new Set(["step.started", "scope.opened"]);
const REST = new Set(["step.retrying", "step.waiting", "step.uncertain"]);

class LogChecker {
  readonly problems: string[] = [];
  private readonly plan: PlanShape;
  private readonly ended = new Set<string>();
  private readonly started = new Set<string>();
  private readonly opened = new Set<string>();
  private readonly underWay = new Set<string>();
  private readonly uncertain = new Set<string>();
  private stopped: string | null = null;
  private terminal = false;

  constructor(plan: PlanShape) {
    this.plan = plan;
  }

  take(event: RunEvent, place: number): void {
    const say = (problem: string): void => void this.problems.push(`${event.seq} ${event.type}: ${problem}`);
    if (event.seq !== place + 1) say(`stands at ${place + 1}`);
    if (this.terminal && event.type !== "command.refused") say("comes after the end of the run");
    if (event.type === "run.cancelling" || event.type === "run.failing") this.stopped = event.type;
    if (event.type === "run.succeeded" || event.type === "run.failed" || event.type === "run.cancelled")
      this.terminal = true;
    if ("stepKey" in event && event.stepKey !== undefined && event.type !== "run.failed")
      this.takeStep(event, event.stepKey, say);
  }

  private takeStep(event: RunEvent, key: string, say: (problem: string) => void): void {
    if (this.ended.has(key)) say(`${key} had ended`);
    const begins = STARTS.has(event.type) || ("startedAt" in event && event.startedAt !== undefined);
    if (begins) this.start(event, key, say);
    if (event.type === "scope.opened") this.opened.add(key);
    if (REST.has(event.type)) this.underWay.delete(key);
    if (event.type === "step.uncertain") this.uncertain.add(key);
    else if (event.type === "step.retrying") this.checkSecondSend(event, say);
    if (!ENDS.has(event.type)) return;
    this.ended.add(key);
    this.underWay.delete(key);
    if (event.type === "step.skipped") this.checkNeeds(key, say);
  }

  private checkSecondSend(event: Extract<RunEvent, { type: "step.retrying" }>, say: (problem: string) => void): void {
    const key = event.stepKey;
    const isOnce = this.plan.nodes.some((node) => node.id === nodeIdOf(key) && node.effect === "once");
    const isLost = event.error.code === INTERRUPTED.code;
    if (isOnce && isLost && !this.uncertain.delete(key)) say(`${key} is sent again without having been uncertain`);
  }

  private start(event: RunEvent, key: string, say: (problem: string) => void): void {
    if (this.stopped !== null) say(`${key} starts after ${this.stopped}`);
    this.checkNeeds(key, say);
    if (this.underWay.has(key) && event.type === "step.started") say(`${key} is already under way`);
    this.started.add(key);
    if (this.started.size > this.plan.budget.maxSteps) say("more steps than maxSteps");
    if (event.type === "scope.opened") return;
    this.underWay.add(key);
    this.checkSlots(key, say);
  }

  private checkNeeds(key: string, say: (problem: string) => void): void {
    const scope = scopeKeyOf(key);
    const container = containerOf(scope);
    if (container !== null && !this.opened.has(container.containerKey)) say(`${key} before its container opened`);
    const nodeId = nodeIdOf(key);
    for (const edge of this.plan.edges) {
      const source = scope === "" ? edge.source : `${scope}/${edge.source}`;
      if (edge.target === nodeId && !this.ended.has(source)) say(`${key} before ${source} ended`);
    }
  }

  private checkSlots(key: string, say: (problem: string) => void): void {
    const parts = parseStepKey(key);
    parts?.path.forEach(({ nodeId }, depth) => {
      const containerKey = formatStepKey({ path: parts.path.slice(0, depth), nodeId, sub: [] });
      const iterations = new Set<string>();
      for (const other of this.underWay)
        if (other.startsWith(`${containerKey}[`))
          iterations.add(other.slice(0, other.indexOf("]", containerKey.length)));
      const shape = this.plan.nodes.find((node) => node.id === nodeId)?.container;
      const limit = shape?.kind === "each" ? shape.concurrency : 1;
      if (iterations.size > limit) say(`${iterations.size} iterations of ${containerKey} at work, ${limit} allowed`);
    });
  }
}
