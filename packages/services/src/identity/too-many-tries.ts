import { ServiceError } from "../service-error.ts";

/** What who guesses is told, whether or not what they guess at exists. */
export function tooManyTries(waitMs: number): ServiceError {
  const minutes = Math.ceil(waitMs / 60_000);
  const words = `Too many tries. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again.`;
  return new ServiceError("TOO_MANY_REQUESTS", "TRIES", words, [], waitMs);
}
