import type { ExprDiagnostic } from "./expr-type.ts";

/** Thrown and caught inside the parser only; `parseExpression` hands the diagnostic back as data. */
export class ParseProblem extends Error {
  readonly diagnostic: ExprDiagnostic;

  constructor(diagnostic: ExprDiagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}
