import type { Diagnostic } from "@orrery/plan";

/** The few ways a verb refuses. Each is mapped once, at the edge, to a status. */
export type ServiceErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "INVALID"
  | "TOO_LARGE"
  | "TOO_MANY_REQUESTS";

/** A refusal of a verb: nothing was stored. `diagnostics` say where in a document or an input. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;
  /** More exact than `code`, stable, e.g. `NOT_WAITING`. */
  readonly reason: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Of `TOO_MANY_REQUESTS`: after which time it is worth trying again. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ServiceErrorCode,
    reason: string,
    message: string,
    diagnostics: readonly Diagnostic[] = [],
    retryAfterMs: number | null = null,
  ) {
    super(message);
    this.retryAfterMs = retryAfterMs;
    this.name = "ServiceError";
    this.code = code;
    this.reason = reason;
    this.diagnostics = diagnostics;
  }
}
