/** One thing wrong with a document, before any meaning is looked at. A compiler's diagnostic has the same shape and more. */
export interface GraphDiagnostic {
  /** Stable, `ORR_…`. */
  readonly code: string;
  readonly severity: "error";
  /** What happened, where, and the next step. */
  readonly message: string;
  readonly nodeId?: string;
  readonly edgeId?: string;
  /** Path in the document, in dots: `nodes.3.policy.retry`. */
  readonly field?: string;
}
