import type { CompileResult } from "./compile-result.ts";
import type { Diagnostic } from "./plan.ts";

/** What is known of a document that could not be looked into at all. */
export function refusedResult(diagnostics: readonly Diagnostic[]): CompileResult {
  return {
    plan: null,
    hash: null,
    diagnostics,
    bounds: null,
    capabilities: null,
    scopes: new Map(),
    outputs: new Map(),
  };
}
