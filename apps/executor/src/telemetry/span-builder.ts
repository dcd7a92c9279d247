import {
  containerOf,
  type EventBody,
  parseTraceparent,
  planStepKeyOf,
  runSpanIdOf,
  scopeKeyOf,
  stepSpanIdOf,
  traceIdOf,
} from "@orrery/engine";
import { type AskedStep, OpenStep } from "./open-step.ts";
import { errorType, genAi, ours } from "./semantic-names.ts";
import type { Attributes, Span } from "./span.ts";
import { stepFace } from "./step-face.ts";
import type { TracedNode } from "./traced-node.ts";

/** What a log does not say of its run. */
export interface RunFacts {
  readonly runId: string;
  readonly workspaceId: string;
  readonly workflowId: string | null;
  readonly name: string;
  readonly version: number | null;
  readonly planHash: string;
  readonly nodes: ReadonlyMap<string, TracedNode>;
  /** The name of a model's provider in the conventions; null where it is not known. */
  readonly providerOf: (model: string) => string | null;
  /** Runs that this one came of, where their callers' traces are known. */
  readonly parent: { readonly runId: string; readonly stepKey: string; readonly trace: string | null } | null;
  readonly forkOf: { readonly runId: string; readonly trace: string | null } | null;
}

/**
 * Makes spans of the events of one run, in their order from the first. Nothing but the log and the facts decides what they
 * are, ids included: made again, by whomever, they are the same spans. Memory is bounded by the steps that are open.
 */
export interface SpanBuilder {
  /** The spans that ended with this event. */
  take(event: EventBody): readonly Span[];
  /** False where the caller said that its trace is not recorded. */
  readonly isSampled: boolean;
}

type EndStatus = "succeeded" | "failed" | "cancelled";

export function createSpanBuilder(facts: RunFacts): SpanBuilder {
  return new LogSpans(facts);
}

class LogSpans implements SpanBuilder {
  readonly #facts: RunFacts;
  readonly #open = new Map<string, OpenStep>();
  readonly #asked = new Map<string, AskedStep>();
  #trace: string | undefined;
  #traceId: string;
  #run: { readonly open: OpenStep; readonly attributes: Attributes } | null = null;
  #steps = 0;
  #reused = 0;
  #skipped = 0;

  constructor(facts: RunFacts) {
    this.#facts = facts;
    this.#traceId = traceIdOf(facts.runId);
  }

  get isSampled(): boolean {
    return parseTraceparent(this.#trace)?.isSampled ?? true;
  }

  take(event: EventBody): readonly Span[] {
    switch (event.type) {
      case "run.started":
        this.#beginRun(event);
        return [];
      case "run.succeeded":
        return this.#endRun("succeeded", event.at, null);
      case "run.cancelled":
        return this.#endRun("cancelled", event.at, null);
      case "run.failed":
        return this.#endRun("failed", event.at, event.error.code);
      case "run.paused":
      case "run.resumed":
      case "run.cancelling":
        this.#run?.open.tell(`orrery.${event.type}`, event.at, {});
        return [];
      case "run.failing":
        this.#run?.open.tell("orrery.run.failing", event.at, { [errorType]: event.error.code });
        return [];
      case "step.asked":
        this.#asked.set(event.stepKey, {
          parentKey: event.parentKey,
          kind: event.kind,
          nodeId: event.nodeId ?? null,
          input: event.input?.id ?? null,
        });
        return [];
      case "step.started":
        this.#beginAttempt(event.stepKey, event.attempt, event.at);
        return [];
      case "step.skipped":
        this.#skipped += 1;
        return [];
      case "step.reused":
        this.#reused += 1;
        return [];
      case "scope.opened":
        this.#hold(event).tell("orrery.scope.opened", event.at, { "orrery.scope.count": event.count });
        return [];
      case "step.waiting":
        this.#wait(event);
        return [];
      case "step.resumed":
        return this.#resume(event);
      case "step.retrying":
        this.#hold(event).lose(event);
        return [];
      case "step.uncertain":
        this.#open.get(event.stepKey)?.tell("orrery.step.uncertain", event.at, {});
        return [];
      case "step.succeeded":
        this.#hold(event);
        return this.#endStep(event.stepKey, "succeeded", event);
      case "step.failed":
        // Attempt 0: its join could not be met, and it never began.
        if (event.attempt === 0) this.#open.set(event.stepKey, new OpenStep(event.at, 0));
        else this.#hold(event);
        return this.#endStep(event.stepKey, "failed", event);
      case "step.cancelled":
        return this.#endStep(event.stepKey, "cancelled", event);
      default:
        return [];
    }
  }

  #beginRun(event: Extract<EventBody, { type: "run.started" }>): void {
    this.#trace = event.trace;
    this.#traceId = traceIdOf(this.#facts.runId, event.trace);
    const open = new OpenStep(event.at, 1);
    const { parent, forkOf } = this.#facts;
    if (parent !== null) {
      open.links.push({
        traceId: traceIdOf(parent.runId, parent.trace ?? undefined),
        spanId: stepSpanIdOf(parent.runId, parent.stepKey),
        attributes: { [ours.relation]: "called by", [ours.runId]: parent.runId },
      });
    }
    if (forkOf !== null) {
      open.links.push({
        traceId: traceIdOf(forkOf.runId, forkOf.trace ?? undefined),
        spanId: runSpanIdOf(forkOf.runId),
        attributes: { [ours.relation]: "forked from", [ours.runId]: forkOf.runId },
      });
    }
    this.#run = { open, attributes: event.entry === null ? {} : { [ours.entry]: event.entry } };
  }

  #beginAttempt(stepKey: string, attempt: number, at: number): void {
    const known = this.#open.get(stepKey);
    if (known === undefined) this.#open.set(stepKey, new OpenStep(at, attempt));
    else known.begin(attempt, at);
  }

  /** The open step of an event that may stand for its start, too. */
  #hold(event: {
    readonly stepKey: string;
    readonly attempt: number;
    readonly at: number;
    readonly startedAt?: number;
  }): OpenStep {
    const known = this.#open.get(event.stepKey);
    if (known !== undefined) {
      if (event.startedAt !== undefined && event.attempt > known.attempt) known.begin(event.attempt, event.startedAt);
      return known;
    }
    const made = new OpenStep(event.startedAt ?? event.at, event.attempt);
    this.#open.set(event.stepKey, made);
    return made;
  }

  #wait(event: Extract<EventBody, { type: "step.waiting" }>): void {
    const open = this.#hold(event);
    open.tell("orrery.step.waiting", event.at, { "orrery.wait.for": event.for });
    if (event.childRunId === undefined) return;
    open.links.push({
      traceId: traceIdOf(event.childRunId),
      spanId: runSpanIdOf(event.childRunId),
      attributes: { [ours.relation]: "calls", [ours.runId]: event.childRunId },
    });
  }

  #resume(event: Extract<EventBody, { type: "step.resumed" }>): readonly Span[] {
    this.#open.get(event.stepKey)?.tell("orrery.step.resumed", event.at, { "orrery.wait.for": event.by });
    // A sub-step that is a wait ends with its answer.
    return this.#asked.get(event.stepKey)?.kind === "wait" ? this.#endStep(event.stepKey, "succeeded", event) : [];
  }

  #endStep(
    stepKey: string,
    status: EndStatus,
    event: Extract<EventBody, { type: "step.succeeded" | "step.failed" | "step.cancelled" | "step.resumed" }>,
  ): readonly Span[] {
    const open = this.#open.get(stepKey);
    if (open === undefined) return [];
    this.#open.delete(stepKey);
    this.#steps += 1;
    const asked = this.#asked.get(stepKey) ?? null;
    this.#asked.delete(stepKey);
    const error = event.type === "step.failed" ? event.error.code : null;
    const face = stepFace({ stepKey, asked, facts: this.#facts, event });
    const spanId = stepSpanIdOf(this.#facts.runId, stepKey);
    const base = {
      [ours.runId]: this.#facts.runId,
      [ours.stepKey]: stepKey,
      [ours.nodeId]: face.nodeId,
      ...(face.nodeType !== null && { [ours.nodeType]: face.nodeType }),
    };
    const step: Span = {
      traceId: this.#traceId,
      spanId,
      parent: { spanId: this.#parentOf(stepKey, asked), isRemote: false },
      name: face.name,
      kind: face.kind,
      startedAt: open.startedAt,
      endedAt: event.at,
      error,
      attributes: {
        ...base,
        [ours.stepStatus]: status,
        [ours.attempts]: open.attempt,
        ...face.attributes,
        ...(error !== null && { [errorType]: error }),
      },
      events: open.events,
      links: open.links,
      contents: face.contents,
    };
    if (open.lost.length === 0) return [step];
    const last = { attempt: open.attempt, startedAt: open.attemptStartedAt, endedAt: event.at, code: error };
    const attempts = [...open.lost, last].map(
      ({ attempt, startedAt, endedAt, code }): Span => ({
        traceId: this.#traceId,
        spanId: stepSpanIdOf(this.#facts.runId, stepKey, attempt),
        parent: { spanId, isRemote: false },
        name: `attempt ${face.nodeId}`,
        kind: "internal",
        startedAt,
        endedAt,
        error: code,
        attributes: { ...base, [ours.attempt]: attempt, ...(code !== null && { [errorType]: code }) },
        events: [],
        links: [],
        contents: {},
      }),
    );
    return [...attempts, step];
  }

  #parentOf(stepKey: string, asked: AskedStep | null): string {
    const { runId } = this.#facts;
    if (asked !== null) return stepSpanIdOf(runId, asked.parentKey);
    if (planStepKeyOf(stepKey) !== stepKey) return stepSpanIdOf(runId, planStepKeyOf(stepKey));
    const container = containerOf(scopeKeyOf(stepKey));
    return container === null ? runSpanIdOf(runId) : stepSpanIdOf(runId, container.containerKey);
  }

  #endRun(status: EndStatus, at: number, error: string | null): readonly Span[] {
    if (this.#run === null) return [];
    const { open, attributes } = this.#run;
    this.#run = null;
    const { runId, workspaceId, workflowId, name, version, planHash } = this.#facts;
    const caller = parseTraceparent(this.#trace);
    return [
      {
        traceId: this.#traceId,
        spanId: runSpanIdOf(runId),
        parent: caller === null ? null : { spanId: caller.spanId, isRemote: true },
        name: `invoke_workflow ${name}`,
        kind: caller === null ? "internal" : "server",
        startedAt: open.startedAt,
        endedAt: at,
        error,
        attributes: {
          [genAi.operation]: "invoke_workflow",
          [genAi.workflowName]: name,
          [ours.runId]: runId,
          [ours.runStatus]: status,
          [ours.workspaceId]: workspaceId,
          ...(workflowId !== null && { [ours.workflowId]: workflowId }),
          ...(version !== null && { [ours.workflowVersion]: version }),
          [ours.planHash]: planHash,
          [ours.steps]: this.#steps,
          ...(this.#reused > 0 && { [ours.reused]: this.#reused }),
          ...(this.#skipped > 0 && { [ours.skipped]: this.#skipped }),
          ...attributes,
          ...(error !== null && { [errorType]: error }),
        },
        events: open.events,
        links: open.links,
        contents: {},
      },
    ];
  }
}
