import { isDiskFull } from "@orrery/db";

/** A failure that is no refusal of ours, and of which a person can be told what to do. */
export type ExplainedFailure = { readonly reason: "DISK_FULL"; readonly message: string };

/** What to tell of an error that a verb let pass; null when all there is to say is that something went wrong. */
export function explainFailure(error: unknown): ExplainedFailure | null {
  if (!isDiskFull(error)) return null;
  return {
    reason: "DISK_FULL",
    message: "The disk that Orrery writes to is full. Nothing was changed: free some space, then try again.",
  };
}
