import { sha256Hex } from "@orrery/plan";

/** Where a run stands in a trace of its caller (W3C Trace Context, version 00). */
export interface TraceContext {
  /** 32 digits of lower-case hex. */
  readonly traceId: string;
  /** Of the caller's span: 16 digits of lower-case hex. */
  readonly spanId: string;
  readonly isSampled: boolean;
}

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * Reads a `traceparent` header; null where it is none. Of a later version than 00 the parts that this one knows are read, as
 * the recommendation asks.
 */
export function parseTraceparent(text: string | undefined): TraceContext | null {
  const [, version, traceId = "", spanId = "", flags = "", rest] = shape.exec(text ?? "") ?? [];
  if (version === undefined || version === "ff" || (version === "00" && rest !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The inverse, in version 00. */
export function formatTraceparent({ traceId, spanId, isSampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}

/** The trace of a run: its caller's, or, where it has none, the run's own id, so that one finds the other. */
export function traceIdOf(runId: string, trace?: string): string {
  return parseTraceparent(trace)?.traceId ?? runId.replaceAll("-", "").toLowerCase();
}

/** The span of a run as a whole: the same whoever makes it, and whenever. Never zero, by the variant of a UUID. */
export function runSpanIdOf(runId: string): string {
  return runId.replaceAll("-", "").toLowerCase().slice(16);
}

/** The span of a step, or of one attempt of it: the same whoever makes it, and whenever. */
export function stepSpanIdOf(runId: string, stepKey: string, attempt?: number): string {
  const id = sha256Hex(`${runId} ${stepKey}${attempt === undefined ? "" : ` ${attempt}`}`).slice(0, 16);
  return /^0+$/.test(id) ? "0000000000000001" : id;
}
