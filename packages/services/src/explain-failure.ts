import { isDatabaseAway, isDiskFull, isTextRefused } from "@orrery/db";

/** A failure that is no refusal of ours, and of which a person can be told what to do. */
export type ExplainedFailure = { readonly reason: "DISK_FULL" | "DATABASE_AWAY" | "TEXT"; readonly message: string };

/** What to tell of an error that a verb let pass; null when all there is to say is that something went wrong. */
export function explainFailure(error: unknown): ExplainedFailure | null {
  if (isDiskFull(error)) {
    return {
      reason: "DISK_FULL",
      message: "The disk that Orrery writes to is full. Nothing was changed: free some space, then try again.",
    };
  }
  if (isDatabaseAway(error)) {
    return { reason: "DATABASE_AWAY", message: "The database does not answer just now. Try again in a moment." };
  }
  if (isTextRefused(error)) {
    return { reason: "TEXT", message: "The request holds a sign that no text can have here, such as a zero." };
  }
  return null;
}
