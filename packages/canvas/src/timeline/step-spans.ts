import type { RunEvent } from "@orrery/engine";

/** A stretch of a step's life: an attempt at work, a wait, the pause before another attempt. Times are epoch ms. */
export interface StepSpan {
  readonly kind: "work" | "wait" | "pause";
  readonly attempt: number;
  readonly from: number;
  /** Null while it goes on. */
  readonly to: number | null;
  /** How an attempt at work ended that did not succeed. */
  readonly end?: "failed" | "stopped";
}

interface Open {
  readonly kind: StepSpan["kind"];
  readonly attempt: number;
  readonly from: number;
}

/** What each step was at from when to when, by its key, in the order of the log. */
export function stepSpans(events: readonly RunEvent[]): ReadonlyMap<string, readonly StepSpan[]> {
  const spans = new Map<string, StepSpan[]>();
  const open = new Map<string, Open>();

  function begin(key: string, next: Open): void {
    finish(key, next.from);
    open.set(key, next);
  }

  function finish(key: string, at: number, end?: StepSpan["end"]): void {
    const now = open.get(key);
    if (now === undefined) return;
    open.delete(key);
    const list = spans.get(key) ?? [];
    spans.set(key, list);
    // Clocks of two executors may differ: nothing ends before it began.
    list.push({ ...now, to: Math.max(now.from, at), ...(end && now.kind === "work" && { end }) });
  }

  for (const event of events) {
    if (!("stepKey" in event) || event.stepKey === undefined) continue;
    const { at, stepKey: key } = event;
    // One event may stand for the start as well.
    if ("startedAt" in event && event.startedAt !== undefined && open.get(key)?.kind !== "work") {
      begin(key, { kind: "work", attempt: "attempt" in event ? event.attempt : 1, from: event.startedAt });
    }
    switch (event.type) {
      case "step.started":
        begin(key, { kind: "work", attempt: event.attempt, from: at });
        break;
      case "step.retrying":
        finish(key, at, "failed");
        begin(key, { kind: "pause", attempt: event.attempt, from: at });
        break;
      case "step.waiting":
        begin(key, { kind: "wait", attempt: event.attempt, from: at });
        break;
      case "step.resumed":
        begin(key, { kind: "work", attempt: open.get(key)?.attempt ?? 1, from: at });
        break;
      case "step.failed":
        finish(key, at, "failed");
        break;
      case "step.cancelled":
      case "step.uncertain":
        finish(key, at, "stopped");
        break;
      case "step.succeeded":
        finish(key, at);
        break;
      default:
    }
  }
  for (const [key, now] of open) spans.set(key, [...(spans.get(key) ?? []), { ...now, to: null }]);
  return spans;
}
