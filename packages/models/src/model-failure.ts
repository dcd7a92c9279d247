import { type StepError, StepFailure } from "@orrery/node-kit";

const longestWaitMs = 3_600_000;

function readNumber(value: object, name: string): number | null {
  const found: unknown = Reflect.get(value, name);
  return typeof found === "number" ? found : null;
}

/** `Retry-After` (seconds or a date) or `retry-after-ms`, at most an hour; null where the answer says nothing. */
function retryAfterMs(cause: object, now: number): number | null {
  const headers: unknown = Reflect.get(cause, "responseHeaders");
  if (typeof headers !== "object" || headers === null) return null;
  const inMs: unknown = Reflect.get(headers, "retry-after-ms");
  const header: unknown = Reflect.get(headers, "retry-after");
  const ms =
    typeof inMs === "string"
      ? Number(inMs)
      : typeof header !== "string"
        ? Number.NaN
        : /^\s*\d+(\.\d+)?\s*$/.test(header)
          ? Number(header) * 1000
          : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(Math.round(ms), 0), longestWaitMs);
}

/** What the provider says of itself: the message in its JSON, else the first words of its answer. */
function providerWords(cause: object): string {
  const body: unknown = Reflect.get(cause, "responseBody");
  if (typeof body !== "string" || body.trim() === "") return "";
  const message = /"message"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(body)?.[1];
  try {
    const words: unknown = message === undefined ? body : JSON.parse(message);
    return ` It says: ${String(words).trim().slice(0, 300)}`;
  } catch {
    return ` It says: ${body.trim().slice(0, 300)}`;
  }
}

function byStatus(cause: object, status: number, host: string): Pick<StepError, "code" | "message" | "class"> {
  const words = providerWords(cause);
  if (status === 429) {
    return { code: "MODEL_BUSY", class: "transient", message: `${host} has too much to do just now.${words}` };
  }
  if (status === 408 || status >= 500) {
    return { code: "MODEL_FAILED", class: "transient", message: `${host} answered with status ${status}.${words}` };
  }
  if (status === 401 || status === 403) {
    const message = `${host} refuses the key. Check it in Settings, or ORRERY_MODEL_API_KEY.${words}`;
    return { code: "MODEL_REFUSED", class: "permanent", message };
  }
  return {
    code: "MODEL_REFUSED",
    class: "permanent",
    message: `${host} refuses the request (${status}).${words}`,
  };
}

/** Any error of a call to a provider as a `StepFailure`. */
export function modelFailure(cause: unknown, host: string, { now, signal }: { now: number; signal: AbortSignal }) {
  const timeout = new StepFailure({
    code: "MODEL_TIMEOUT",
    message: `${host} did not answer in time.`,
    class: "transient",
  });
  const inner = rootCause(cause);
  if (signal.aborted) {
    if (signal.reason instanceof StepFailure) return signal.reason;
    if (signal.reason instanceof Error && signal.reason.name === "TimeoutError") return timeout;
    return new StepFailure({ code: "MODEL_ABORTED", message: "The call was stopped.", class: "permanent" });
  }
  if (inner instanceof StepFailure) return inner.error.code === "EGRESS_TIMEOUT" ? timeout : inner;
  const status = typeof inner === "object" && inner !== null ? readNumber(inner, "statusCode") : null;
  if (typeof inner !== "object" || inner === null || status === null || status < 400) {
    return new StepFailure({
      code: "MODEL_FAILED",
      message: `The answer of ${host} cannot be read as that of a model.`,
      class: "transient",
      details: { cause: inner instanceof Error ? inner.message.slice(0, 300) : String(inner).slice(0, 300) },
    });
  }
  const waitMs = retryAfterMs(inner, now);
  return new StepFailure({
    ...byStatus(inner, status, host),
    details: { status },
    ...(waitMs !== null && { retryAfterMs: waitMs }),
  });
}

/** The AI SDK may wrap what `fetch` threw; the failure of egress says more than the wrapper. */
function rootCause(cause: unknown): unknown {
  let at = cause;
  for (let depth = 0; depth < 5 && at instanceof Error && !(at instanceof StepFailure); depth += 1) {
    if (!(at.cause instanceof Error)) break;
    at = at.cause;
  }
  return at instanceof StepFailure ? at : cause;
}
