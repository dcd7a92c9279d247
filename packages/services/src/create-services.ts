import { createRunSubmitter } from "./run/run-submitter.ts";
import type { Services } from "./service-context.ts";
import { createDraftCache } from "./workflow/read-draft.ts";

/** Completes what the app brings (database, bus, catalogue, models) with the caches and batchers the verbs share. */
export function createServices(parts: Omit<Services, "drafts" | "submitter">): Services {
  return { ...parts, drafts: createDraftCache(), submitter: createRunSubmitter(parts.pool) };
}
