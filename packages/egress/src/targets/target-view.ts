import type { BreakerState } from "./circuit-breaker.ts";

/** `status` of an answer, or why there was none; `stopped`: we gave up ourselves. */
export type Outcome =
  | { readonly kind: "answer"; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: "failed" }
  | { readonly kind: "stopped" };

/** What a process sees of one target; a part of its heartbeat. */
export interface TargetView {
  /** A host, or a host and a model. */
  readonly name: string;
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
  readonly breaker: BreakerState;
  /** Ms; null before enough answers came. */
  readonly latencyMs: number | null;
  /** Ms from now until it may be asked again, where it said so itself; 0 where it may. */
  readonly pausedMs: number;
}

/** One request's place at its target. Call `end` once. */
export interface TargetPlace {
  /** The head of the answer is there, or nothing will come: says what it tells of the target. */
  answered(outcome: Outcome): void;
  /** The place is free again. */
  end(): void;
}
