import { TIMEOUT } from "@orrery/engine";
import { type StepError, StepFailure, TOOL_OUT_OF_TIME } from "@orrery/node-kit";

interface Attempted {
  readonly nodeId: string;
  /** Of the step's own policy; null: any time. */
  readonly timeoutMs: number | null;
}

const longestTimer = 2 ** 31 - 1;

/** Why an attempt is given up although nobody cancelled it: the reason of its signal. */
class AttemptLimit {
  readonly error: StepError;
  constructor(error: StepError) {
    this.error = error;
  }
}

/** The error of an attempt that its time ended; null where it goes on, or was cancelled. */
export function limitOf({ reason }: AbortSignal): StepError | null {
  return reason instanceof AttemptLimit ? reason.error : null;
}

/** @throws `StepFailure` where the step that calls it as a tool has no time left, so that it does not begin to act. */
export function refuseLate(work: Attempted, leftMs: number | null): void {
  if (leftMs !== null && leftMs <= 0) throw new StepFailure(outOfTime(work));
}

/**
 * Ends with the runtime or its time, whichever is first: a runtime that ignores the limit is left behind. A cancel only
 * raises the signal: how long to wait for the runtime then is the engine's affair.
 *
 * @param leftMs of the step that calls it as a tool; null: any time, and its own policy's limit holds alone.
 */
export function withinLimits<T>(
  outcome: Promise<T>,
  {
    work,
    abort,
    leftMs,
  }: { readonly work: Attempted; readonly abort: AbortController; readonly leftMs: number | null },
): Promise<T> {
  const { timeoutMs } = work;
  const isCallersLimit = leftMs !== null && (timeoutMs === null || leftMs < timeoutMs);
  const ms = isCallersLimit ? leftMs : timeoutMs;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => abort.abort(new AttemptLimit(isCallersLimit ? outOfTime(work) : timeoutError(work)));
    const timer = ms === null ? undefined : setTimeout(giveUp, Math.min(ms, longestTimer));
    const onAbort = (): void => {
      if (limitOf(abort.signal) !== null) reject(new Error("timed out"));
    };
    abort.signal.addEventListener("abort", onAbort, { once: true });
    outcome.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      abort.signal.removeEventListener("abort", onAbort);
    });
  });
}

function timeoutError({ nodeId, timeoutMs }: Attempted): StepError {
  return {
    ...TIMEOUT,
    message: `${nodeId} did not end within ${timeoutMs} ms.`,
    details: { timeoutMs },
  };
}

function outOfTime({ nodeId }: Attempted): StepError {
  return {
    ...TOOL_OUT_OF_TIME,
    message: `${nodeId} was given up: the step that called it had no time left.`,
  };
}
