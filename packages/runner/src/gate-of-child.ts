import { concurrencyKey, type Json } from "@orrery/plan";
import type { ClaimedRun, RunGate } from "@orrery/ports";
import type { Maybe } from "./maybe.ts";

/** Runs whose key cannot be worked out for their input share places under this one. */
const unknown = "unknown";

/**
 * The places of which a run has to have one that a step of another has started and that has not begun; null where it needs
 * none. All others have asked for theirs when they were submitted. One that is to be stopped needs none either.
 */
export async function gateOfChild(
  run: ClaimedRun,
  read: (valueId: string) => Maybe<Json | null>,
): Promise<RunGate | null> {
  const { plan, inbox } = run;
  const { concurrency, priority = 0 } = plan;
  if (run.parent === undefined || run.lastSeq > 0 || concurrency === undefined) return null;
  const start = inbox.find((command) => command.kind === "start");
  if (start === undefined || inbox.some(({ kind }) => kind === "cancel")) return null;
  const input = (await read(start.input.id)) ?? {};
  const found = concurrencyKey(plan, { entry: start.entry, input, now: Date.now() });
  if (!found.ok) return { hash: unknown, label: unknown, limit: concurrency.limit, priority };
  return found.key === null ? null : { ...found.key, priority };
}
