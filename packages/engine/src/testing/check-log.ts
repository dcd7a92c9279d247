import type { BudgetAmount, RunEvent } from "../events.ts";
import type { PlanShape } from "../plan-index.ts";
import { INTERRUPTED } from "../policy/retry.ts";
import { childKey, containerOf, formatStepKey, nodeIdOf, parseStepKey, scopeKeyOf } from "../step-key.ts";
import { JoinNeeds } from "./join-needs.ts";

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

const ENDS = new Set(["step.succeeded", "step.failed", "step.skipped", "step.cancelled", "step.reused"]);
const STARTS = new Set(["step.started", "scope.opened"]);
const REST = new Set(["step.retrying", "step.waiting", "step.uncertain"]);

/** The run will fail, and is no longer paused. */
function isUnhandled(event: RunEvent): boolean {
  return event.type === "step.failed" && event.handled === "fail" && containerOf(scopeKeyOf(event.stepKey)) === null;
}

class LogChecker {
  readonly problems: string[] = [];
  private readonly plan: PlanShape;
  private readonly ended = new Set<string>();
  private readonly subSteps = new Map<string, Extract<RunEvent, { type: "step.asked" }>>();
  private readonly started = new Set<string>();
  private readonly opened = new Set<string>();
  private readonly underWay = new Set<string>();
  private readonly uncertain = new Set<string>();
  /** Steps that can be undone, in the order of their success. */
  private readonly undoable: string[] = [];
  private readonly calls = new Map<string, BudgetAmount>();
  private spent = 0;
  private cap: number;
  private paused = false;
  private stopped: string | null = null;
  private terminal = false;

  private readonly needs: JoinNeeds;

  constructor(plan: PlanShape) {
    this.plan = plan;
    this.needs = new JoinNeeds(plan);
    this.cap = plan.budget.maxTokens ?? Number.POSITIVE_INFINITY;
  }

  take(event: RunEvent, place: number): void {
    const say = (problem: string): void => void this.problems.push(`${event.seq} ${event.type}: ${problem}`);
    if (event.seq !== place + 1) say(`stands at ${place + 1}`);
    if (this.terminal && event.type !== "command.refused") say("comes after the end of the run");
    if (event.type === "run.cancelling" || event.type === "run.failing") this.stopped = event.type;
    if (event.type === "run.paused") this.paused = true;
    if (event.type === "run.resumed" || this.stopped !== null || isUnhandled(event)) this.paused = false;
    if (this.paused && event.type === "step.skipped") say("happens in a pause");
    this.checkCap(event, say);
    if (event.type === "run.succeeded" || event.type === "run.failed" || event.type === "run.cancelled")
      this.terminal = true;
    if (!event.type.startsWith("run.") && "stepKey" in event && event.stepKey !== undefined)
      this.takeStep(event, event.stepKey, say);
  }

  private takeStep(event: RunEvent, key: string, say: (problem: string) => void): void {
    if (this.ended.has(key)) say(`${key} had ended`);
    const begins = STARTS.has(event.type) || ("startedAt" in event && event.startedAt !== undefined);
    if (begins) this.start(event, key, say);
    if (event.type === "scope.opened") this.opened.add(key);
    if (event.type === "step.asked") this.ask(event, say);
    if (event.type === "step.resumed" && this.subSteps.get(key)?.kind === "wait") this.ended.add(key);
    if (REST.has(event.type)) this.underWay.delete(key);
    if (event.type === "step.uncertain") this.uncertain.add(key);
    else if (event.type === "step.retrying") this.checkSecondSend(event, say);
    if (!ENDS.has(event.type)) return;
    this.ended.add(key);
    this.underWay.delete(key);
    for (const other of this.underWay)
      if (this.subSteps.get(other)?.parentKey === key) say(`${key} ends before ${other}`);
    if (event.type === "step.skipped") this.checkNeeds(key, say, event.bypassed === true ? "met" : "dead");
    if (event.type === "step.reused") this.checkNeeds(key, say, "met");
    const hasEffect = event.type === "step.succeeded" && event.cached === undefined;
    if (hasEffect && !this.subSteps.has(key) && this.nodeOf(key)?.policy.undo !== undefined) this.undoable.push(key);
  }

  private ask(event: Extract<RunEvent, { type: "step.asked" }>, say: (problem: string) => void): void {
    const { stepKey, parentKey } = event;
    if (this.subSteps.has(stepKey)) say(`${stepKey} is asked for twice`);
    if (!this.started.has(parentKey)) say(`${stepKey} before ${parentKey} started`);
    if (this.ended.has(parentKey)) say(`${stepKey} after ${parentKey} ended`);
    this.subSteps.set(stepKey, event);
  }

  private effectOf(key: string): string | undefined {
    const node = this.nodeOf(key);
    if (node?.subSteps === true && node.role !== "undo" && !this.isPart(key)) return "pure";
    return this.subSteps.get(key)?.effect ?? node?.effect;
  }

  /** Own work, or a wait, of a step. */
  private isPart(key: string): boolean {
    const kind = this.subSteps.get(key)?.kind;
    return kind === "own" || kind === "wait";
  }

  private checkSecondSend(event: Extract<RunEvent, { type: "step.retrying" }>, say: (problem: string) => void): void {
    const key = event.stepKey;
    const isOnce = this.effectOf(key) === "once";
    const isLost = event.error.code === INTERRUPTED.code;
    if (isOnce && isLost && !this.uncertain.delete(key)) say(`${key} is sent again without having been uncertain`);
  }

  private start(event: RunEvent, key: string, say: (problem: string) => void): void {
    const node = this.nodeOf(key);
    if (node?.role === "undo") this.checkOrderOfUndo(key, say);
    else if (this.stopped !== null) say(`${key} starts after ${this.stopped}`);
    // A pure step's start may be written late, when it has been under way for a while.
    if (this.paused && event.type === "step.started" && this.effectOf(key) !== "pure") say(`${key} starts in a pause`);
    const asked = this.subSteps.get(key);
    if (asked !== undefined && this.ended.has(asked.parentKey)) say(`${key} starts after ${asked.parentKey} ended`);
    if (asked === undefined) this.checkNeeds(key, say, "met");
    if (this.underWay.has(key) && event.type === "step.started") say(`${key} is already under way`);
    this.started.add(key);
    // No limit keeps a run from undoing what it did.
    if (node?.role !== "undo" && this.started.size > this.plan.budget.maxSteps) say("more steps than maxSteps");
    // What a step with sub-steps does are these; it is itself at work while none of them may be.
    const isHost = node?.subSteps === true && node.role !== "undo" && !this.isPart(key);
    if (event.type === "scope.opened" || isHost) return;
    this.underWay.add(key);
    this.checkSlots(key, say);
  }

  private checkOrderOfUndo(key: string, say: (problem: string) => void): void {
    if (this.stopped !== "run.failing") say(`${key} undoes although the run does not fail`);
    if (this.started.has(key)) return;
    const last = this.undoable.pop();
    const expected = last === undefined ? "nothing" : childKey(scopeKeyOf(last), this.nodeOf(last)?.policy.undo ?? "");
    if (expected !== key) say(`${key} undoes, ${expected} should`);
  }

  /** What is reserved and spent together never passes `maxTokens`. */
  private checkCap(event: RunEvent, say: (problem: string) => void): void {
    if (event.type === "run.resumed" && event.raise?.maxTokens !== undefined) this.cap = event.raise.maxTokens;
    if (event.type !== "budget.reserved" && event.type !== "budget.settled") return;
    const call = `${event.stepKey} ${event.attempt} ${event.call}`;
    const before = this.calls.get(call)?.tokens ?? 0;
    this.calls.set(call, event.amount);
    this.spent += event.amount.tokens - before;
    if (this.spent > this.cap) say(`${this.spent} tokens, ${this.cap} allowed`);
  }

  private nodeOf(key: string): PlanShape["nodes"][number] | undefined {
    const nodeId = this.subSteps.get(key)?.nodeId ?? this.parentNodeOf(key);
    return this.plan.nodes.find((node) => node.id === nodeId);
  }

  private parentNodeOf(key: string): string {
    const parentKey = this.subSteps.get(key)?.parentKey;
    return parentKey === undefined ? nodeIdOf(key) : (this.nodeOf(parentKey)?.id ?? nodeIdOf(key));
  }

  private checkNeeds(key: string, say: (problem: string) => void, kind: "met" | "dead"): void {
    const container = containerOf(scopeKeyOf(key));
    if (container !== null && !this.opened.has(container.containerKey)) say(`${key} before its container opened`);
    for (const source of this.needs.missing(key, kind, this.ended)) say(`${key} before ${source} ended`);
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
