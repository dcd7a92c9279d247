import type { IncomingHttpHeaders } from "node:http";
import { formatTraceparent, parseTraceparent } from "@orrery/engine";

/** The caller's place in its trace, by its `traceparent`, as a start takes it; nothing where that is none. */
export function traceOf(headers: IncomingHttpHeaders): { readonly trace?: string } {
  const { traceparent } = headers;
  const context = parseTraceparent(typeof traceparent === "string" ? traceparent : undefined);
  return context === null ? {} : { trace: formatTraceparent(context) };
}
