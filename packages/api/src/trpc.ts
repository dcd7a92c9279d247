import { explainFailure, type ServiceContext, ServiceError, type ServiceErrorCode } from "@orrery/services";
import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";

const codes: { readonly [C in ServiceErrorCode]: TRPCError["code"] } = {
  UNAUTHENTICATED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  INVALID: "UNPROCESSABLE_CONTENT",
  TOO_LARGE: "PAYLOAD_TOO_LARGE",
  TOO_MANY_REQUESTS: "TOO_MANY_REQUESTS",
};

const t = initTRPC.context<ServiceContext>().create({
  // A refusal carries its stable reason and places; never a stack.
  errorFormatter: ({ shape, error }) => {
    const refusal = error.cause instanceof ServiceError ? error.cause : null;
    const internal = error.code === "INTERNAL_SERVER_ERROR";
    return {
      code: shape.code,
      message: internal
        ? "Something went wrong on our side. Nothing was changed; try again."
        : error.cause instanceof z.ZodError
          ? describeIssues(error.cause)
          : shape.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        reason:
          refusal?.reason ??
          explainFailure(error.cause)?.reason ??
          (error.code === "BAD_REQUEST" ? "INPUT" : shape.data.code),
        diagnostics: refusal?.diagnostics ?? [],
        ...(refusal?.retryAfterMs != null && { retryAfterMs: refusal.retryAfterMs }),
      },
    };
  },
  sse: {
    maxDurationMs: 30 * 60 * 1000,
    ping: { enabled: true, intervalMs: 5_000 },
    client: { reconnectAfterInactivityMs: 12_000 },
  },
});

export const router = t.router;

/** A procedure that parses, calls one verb and maps its refusal; permission is the verb's. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof ServiceError) {
    const refusal = result.error.cause;
    throw new TRPCError({ code: codes[refusal.code], message: refusal.message, cause: refusal });
  }
  const failure = result.ok ? null : explainFailure(result.error.cause);
  if (!result.ok && failure !== null) {
    const code = failure.reason === "TEXT" ? "BAD_REQUEST" : "SERVICE_UNAVAILABLE";
    throw new TRPCError({ code, message: failure.message, cause: result.error.cause });
  }
  return result;
});

/** The first things that do not fit, each with its path. */
function describeIssues(error: z.ZodError): string {
  const shown = error.issues.slice(0, 3).map((issue) => {
    const path = issue.path.join(".");
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });
  const more = error.issues.length - shown.length;
  return `The request does not fit. ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
