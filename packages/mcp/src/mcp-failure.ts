import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError, UnauthorizedError } from "@modelcontextprotocol/client";
import { StepFailure } from "@orrery/node-kit";
import { noMcp, refused, timedOut, tooLarge, wantsSignIn } from "./refusals.ts";

const shown = 500;
/** The server asks that a person opens an address first (MCP 2025-11-25). */
const urlElicitationRequired = -32042;

/** Whatever ended a talk with a server, as a step's failure. Only what the server says of a refused call is quoted. */
export function mcpFailure(cause: unknown, host: string): StepFailure {
  if (cause instanceof StepFailure) return cause.error.code === "EGRESS_TOO_LARGE" ? tooLarge(host) : cause;
  if (UnauthorizedError.isInstance(cause)) return wantsSignIn(host);
  if (SdkHttpError.isInstance(cause)) return ofStatus(cause.status, host);
  if (ProtocolError.isInstance(cause)) {
    if (cause.code === urlElicitationRequired) return wantsInput(host);
    return new StepFailure({
      code: "MCP_REFUSED",
      message: `${host} refused the call: ${cause.message.slice(0, shown)}`,
      class: "permanent",
      details: { code: cause.code },
    });
  }
  if (SdkError.isInstance(cause)) {
    if (cause.code === SdkErrorCode.RequestTimeout) return timedOut(host, 60_000);
    if (cause.code === SdkErrorCode.UnsupportedResultType || cause.code === SdkErrorCode.InputRequiredRoundsExceeded)
      return wantsInput(host);
    if (cause.code === SdkErrorCode.ListPaginationExceeded) return tooLarge(host);
  }
  return noMcp(host);
}

function wantsInput(host: string): StepFailure {
  return refused(
    "MCP_INPUT",
    `The tool asks a person something while it works, which ${host} cannot be answered here.`,
  );
}

function ofStatus(status: number, host: string): StepFailure {
  if (status === 401 || status === 403) return wantsSignIn(host);
  if (status !== 429 && status < 500) return noMcp(host, `It answered with status ${status}.`);
  return new StepFailure({
    code: "MCP_UNAVAILABLE",
    message: `${host} answered with status ${status}.`,
    class: "transient",
    details: { status },
  });
}
