import type { Json } from "@orrery/graph";

export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly details?: Json;
}

/** The last line of `run --json`, and what the exit code follows from. */
export interface RunResult {
  readonly type: "result";
  readonly runId: string | null;
  readonly status: "succeeded" | "failed" | "cancelled" | "waiting" | "refused";
  readonly output: Json;
  readonly error: RunError | null;
  readonly durationMs: number;
}

const exitCodes = { succeeded: 0, failed: 1, refused: 2, cancelled: 3, waiting: 4 } as const;

/** The exit code of a result: 0 good, 1 failed, 2 refused, 3 cancelled, 4 waiting. */
export function exitCodeOf(result: RunResult): number {
  return exitCodes[result.status];
}
