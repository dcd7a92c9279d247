import type { TextRange } from "../expr-type.ts";

/** Thrown and caught inside evaluation only; `evaluateTemplate` hands code, message and range back as data. */
export class ExpressionFailure extends Error {
  readonly code: string;
  /** Null until the node that was being evaluated is known. */
  range: TextRange | null;

  constructor(code: string, message: string, range: TextRange | null = null) {
    super(message);
    this.code = code;
    this.range = range;
  }
}
