import type { RunSubmission } from "@orrery/db/run-log";
import type { Json } from "@orrery/graph";
import { concurrencyKey, type Plan } from "@orrery/plan";
import { ServiceError } from "../service-error.ts";

/**
 * Which places a run shares with others: those of its workflow whose key comes to the same. Runs of files share them with
 * runs of files of the same name. Throws `INVALID` (`CONCURRENCY`) where the key cannot be worked out for this input.
 */
export function runGate(
  plan: Plan,
  run: {
    readonly workspaceId: string;
    readonly workflowId: string | null;
    readonly name: string;
    readonly entry: string | null;
    readonly input: Json;
  },
): Required<Pick<RunSubmission, "gate" | "priority">> {
  const priority = plan.priority ?? 0;
  const found = concurrencyKey(plan, { entry: run.entry, input: run.input, now: Date.now() });
  if (!found.ok) {
    throw new ServiceError(
      "INVALID",
      "CONCURRENCY",
      `The key that limits how many runs go on together cannot be worked out for this input: ${found.message}`,
    );
  }
  if (found.key === null) return { gate: null, priority };
  const { hash, label, limit } = found.key;
  return { gate: { key: [run.workspaceId, run.workflowId ?? run.name, hash].join("/"), label, limit }, priority };
}
