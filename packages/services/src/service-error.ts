import type { Diagnostic } from "@orrery/plan";

/** The few ways a verb refuses. Each is mapped once, at the edge, to a status. */
export type ServiceErrorCode = "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "CONFLICT" | "INVALID" | "TOO_LARGE";

/** A refusal of a verb: nothing was stored. `diagnostics` say where in a document or an input. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;
  /** More exact than `code`, stable, e.g. `NOT_WAITING`. */
  readonly reason: string;
  readonly diagnostics: readonly Diagnostic[];

  constructor(code: ServiceErrorCode, reason: string, message: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.name = "ServiceError";
    this.code = code;
    this.reason = reason;
    this.diagnostics = diagnostics;
  }
}
