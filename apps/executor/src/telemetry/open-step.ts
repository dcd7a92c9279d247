import type { EventBody, SubStepKind } from "@orrery/engine";
import type { Attributes, Span } from "./span.ts";

/** More are counted and left out. */
const mostEvents = 64;

/** What stands in a `step.asked`. */
export interface AskedStep {
  readonly parentKey: string;
  readonly kind: SubStepKind;
  readonly nodeId: string | null;
  readonly input: string | null;
}

/** How an attempt ended, where another followed. */
export interface LostAttempt {
  readonly attempt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly code: string;
}

/** A step that has begun and not ended, as far as the log has been read. */
export class OpenStep {
  readonly startedAt: number;
  attempt: number;
  attemptStartedAt: number;
  readonly lost: LostAttempt[] = [];
  readonly links: Span["links"][number][] = [];
  readonly events: Span["events"][number][] = [];

  constructor(startedAt: number, attempt: number) {
    this.startedAt = startedAt;
    this.attempt = attempt;
    this.attemptStartedAt = startedAt;
  }

  tell(name: string, at: number, attributes: Attributes): void {
    if (this.events.length < mostEvents) this.events.push({ name, at, attributes });
  }

  begin(attempt: number, at: number): void {
    this.attempt = attempt;
    this.attemptStartedAt = at;
  }

  lose(event: Extract<EventBody, { type: "step.retrying" }>): void {
    this.lost.push({
      attempt: event.attempt,
      startedAt: event.startedAt ?? this.attemptStartedAt,
      endedAt: event.at,
      code: event.error.code,
    });
    this.tell("orrery.step.retrying", event.at, {
      "orrery.step.attempt": event.attempt,
      "error.type": event.error.code,
      "orrery.step.delay_ms": Math.max(0, event.dueAt - event.at),
    });
  }
}
