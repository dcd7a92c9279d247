import { createRunSubmitter } from "./run/run-submitter.ts";
import type { Services } from "./service-context.ts";
import { createDraftCache } from "./workflow/read-draft.ts";

/** Completes what the app brings (database, bus, catalogue, models) with the caches and batchers the verbs share. */
export function createServices({
  maxQueued,
  ...parts
}: Omit<Services, "drafts" | "submitter" | "executorUrl" | "instanceKey"> & {
  readonly executorUrl?: string;
  readonly instanceKey?: Services["instanceKey"];
} & {
  /** How many runs of a workspace may be queued before more are refused; see `readMaxQueued`. */
  readonly maxQueued?: number;
}): Services {
  return {
    executorUrl: "http://127.0.0.1:4000",
    instanceKey: null,
    ...parts,
    drafts: createDraftCache(),
    submitter: createRunSubmitter(parts.pool, maxQueued),
  };
}
