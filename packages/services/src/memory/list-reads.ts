import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

export interface MemoryReadRow {
  readonly runId: string;
  readonly stepKey: string;
  /** Null where the run is gone. */
  readonly name: string | null;
  /** Epoch ms. */
  readonly at: number;
}

/** The steps that were given a record, the last first, at most 100. */
export async function listReads({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly recordId: string };
}): Promise<readonly MemoryReadRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "memory.read");
  const found = await ctx.services.pool.query<{ run_id: string; step_key: string; name: string | null; at: Date }>(
    `SELECT m.run_id, m.step_key, run.name, m.at FROM memory_read m
        JOIN memory_record r ON r.id = m.record_id AND r.workspace_id = $2
        LEFT JOIN run ON run.id = m.run_id
      WHERE m.record_id = $1 ORDER BY m.at DESC, m.run_id LIMIT 100`,
    [input.recordId, workspaceId],
  );
  return found.rows.map(({ run_id, step_key, name, at }) => ({
    runId: run_id,
    stepKey: step_key,
    name,
    at: at.getTime(),
  }));
}
