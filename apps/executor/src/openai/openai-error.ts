import type { ServerResponse } from "node:http";
import type { ServiceError, ServiceErrorCode } from "@orrery/services";
import { sendJson } from "../hooks/refusal.ts";

/** A refusal in the shape that clients of this protocol read. */
export interface OpenAiError {
  readonly status: number;
  readonly type:
    | "invalid_request_error"
    | "authentication_error"
    | "permission_error"
    | "rate_limit_error"
    | "api_error";
  readonly code: string;
  readonly message: string;
  readonly param?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function sendOpenAiError(response: ServerResponse, error: OpenAiError): void {
  sendJson(response, { status: error.status, body: errorBody(error), headers: error.headers ?? {} });
}

export function errorBody({ message, type, code, param }: Omit<OpenAiError, "status">) {
  return { error: { message, type, code, param: param ?? null } };
}

const kinds: { readonly [C in ServiceErrorCode]: Pick<OpenAiError, "status" | "type"> } = {
  UNAUTHENTICATED: { status: 401, type: "authentication_error" },
  FORBIDDEN: { status: 403, type: "permission_error" },
  NOT_FOUND: { status: 404, type: "invalid_request_error" },
  CONFLICT: { status: 409, type: "invalid_request_error" },
  INVALID: { status: 400, type: "invalid_request_error" },
  TOO_LARGE: { status: 413, type: "invalid_request_error" },
  TOO_MANY_REQUESTS: { status: 429, type: "rate_limit_error" },
};

/** A refusal of a verb. */
export function ofServiceError({ code, reason, message, retryAfterMs }: ServiceError): OpenAiError {
  const headers = retryAfterMs === null ? {} : { "retry-after": String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) };
  return { ...kinds[code], code: reason.toLowerCase(), message, headers };
}
