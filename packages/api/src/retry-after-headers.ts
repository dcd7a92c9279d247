import { ServiceError } from "@orrery/services";
import type { TRPCError } from "@trpc/server";

/** `Retry-After`, in whole seconds, where one of a batch's refusals says when to try again. */
export function retryAfterHeaders(errors: readonly TRPCError[]): Record<string, string> {
  const waits = errors.flatMap(({ cause }) => (cause instanceof ServiceError ? (cause.retryAfterMs ?? []) : []));
  return waits.length === 0 ? {} : { "retry-after": String(Math.ceil(Math.max(...waits) / 1000)) };
}
