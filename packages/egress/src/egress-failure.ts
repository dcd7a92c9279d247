import { StepFailure } from "@orrery/node-kit";

const timeoutCodes = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "ETIMEDOUT",
]);
const invalidCodes = new Set(["UND_ERR_INVALID_ARG", "ERR_INVALID_ARG_TYPE", "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH"]);

/** The request was refused before or while it went out. Never retried. */
export function denied(message: string, details: { readonly [key: string]: string } = {}): StepFailure {
  return new StepFailure({ code: "EGRESS_DENIED", message, class: "permanent", details });
}

/** The request itself is wrong: an address that cannot be read, a header that may not be set. Never retried. */
export function invalidRequest(message: string): StepFailure {
  return new StepFailure({ code: "EGRESS_REQUEST_INVALID", message, class: "permanent" });
}

/** The answer is larger than the caller takes. */
export function tooLarge(host: string, maxBytes: number): StepFailure {
  return new StepFailure({
    code: "EGRESS_TOO_LARGE",
    message: `${host} answered with more than ${maxBytes} bytes.`,
    class: "limit",
    details: { host, maxBytes },
  });
}

function timedOut(host: string): StepFailure {
  return new StepFailure({
    code: "EGRESS_TIMEOUT",
    message: `${host} did not answer in time.`,
    class: "transient",
    details: { host },
  });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
}

function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_TLS_|^ERR_SSL_/.test(code);
}

function inWords(code: string, host: string): string {
  switch (code) {
    case "ENOTFOUND":
      return `No address is known for ${host}.`;
    case "EAI_AGAIN":
      return `The name ${host} could not be looked up just now.`;
    case "ECONNREFUSED":
      return `${host} refused the connection.`;
    case "ECONNRESET":
    case "UND_ERR_SOCKET":
    case "EPIPE":
      return `${host} closed the connection before it had answered.`;
    default:
      return `${host} could not be reached${code === "" ? "" : ` (${code})`}.`;
  }
}

/** Any error of the network as a `StepFailure`; one that is a `StepFailure` already stays as it is. */
export function egressFailure(cause: unknown, host: string, signal: AbortSignal): StepFailure {
  if (cause instanceof StepFailure) return cause;
  if (signal.aborted) {
    if (signal.reason instanceof StepFailure) return signal.reason;
    if (signal.reason instanceof Error && signal.reason.name === "TimeoutError") return timedOut(host);
    return new StepFailure({ code: "EGRESS_ABORTED", message: "The request was stopped.", class: "permanent" });
  }
  const code = codeOf(cause);
  if (timeoutCodes.has(code)) return timedOut(host);
  if (invalidCodes.has(code)) {
    return invalidRequest(`The request cannot be sent: ${cause instanceof Error ? cause.message : code}.`);
  }
  if (isCertificateProblem(code)) {
    return new StepFailure({
      code: "EGRESS_FAILED",
      message: `The certificate of ${host} is not trusted (${code}).`,
      class: "permanent",
      details: { host, cause: code },
    });
  }
  const answerBroken = code.startsWith("Z_") || code.startsWith("ERR_BROTLI") || code.startsWith("ERR__ERROR_FORMAT");
  return new StepFailure({
    code: "EGRESS_FAILED",
    message: answerBroken ? `The answer of ${host} is damaged: it cannot be decompressed.` : inWords(code, host),
    class: "transient",
    details: { host, cause: code },
  });
}
