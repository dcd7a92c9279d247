import type { Diagnostic } from "@orrery/plan";
import { TRPCClientError } from "@trpc/client";

export interface Explained {
  /** What happened and what to do, in a sentence. */
  readonly message: string;
  /** Stable, such as `NOT_WAITING`; null when the server was not reached. */
  readonly reason: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

interface RefusalData {
  readonly reason?: unknown;
  readonly diagnostics?: unknown;
}

/** What the server's refusal, or the lack of an answer, means to a person. */
export function explainError(error: unknown): Explained {
  if (!(error instanceof TRPCClientError)) {
    return { message: error instanceof Error ? error.message : "Something went wrong.", reason: null, diagnostics: [] };
  }
  const data: RefusalData | null | undefined = error.data;
  if (!data) {
    return {
      message: "Orrery does not answer. Check that it is still running, then try again.",
      reason: null,
      diagnostics: [],
    };
  }
  return {
    message: error.message,
    reason: typeof data.reason === "string" ? data.reason : null,
    diagnostics: Array.isArray(data.diagnostics) ? data.diagnostics : [],
  };
}
