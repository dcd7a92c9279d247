import { ServiceError } from "@orrery/services";
import { shareDataHeaders } from "./share-headers.server.ts";

const statuses: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404 };

/** What a refusal of a verb says to a form of the studio. Throws what is none. */
export function refusedShare(error: unknown): Response {
  if (!(error instanceof ServiceError)) throw error;
  const status = statuses[error.code] ?? 400;
  return new Response(error.message, { status, headers: shareDataHeaders("text/plain; charset=utf-8") });
}
