import { z } from "zod";

/** A host, or a host and a model, as one executor sees it. */
const target = z.object({
  name: z.string(),
  limit: z.number(),
  inFlight: z.number(),
  waiting: z.number(),
  breaker: z.enum(["closed", "open", "half-open"]),
  latencyMs: z.number().nullable(),
  pausedMs: z.number(),
});

export type FleetTarget = z.infer<typeof target>;

/** What a heartbeat says of targets; nothing where an executor of another version says it differently. */
export function readTargets(stored: unknown): readonly FleetTarget[] {
  return z.array(target).safeParse(stored).data ?? [];
}
