import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { readOpenWaits } from "./read-open-waits.ts";

/** How far a run is, in few words. */
export interface RunStand {
  readonly status: string;
  /** Steps that have ended. */
  readonly steps: number;
  /** How many people's answers it waits for. */
  readonly answers: number;
}

/** How a run stands, for somebody who waits for it. Throws `NOT_FOUND`. */
export async function runStand({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<RunStand> {
  const { workspaceId } = requirePermission(ctx.actor, "run.read");
  const { pool } = ctx.services;
  const found = await pool.query<{ status: string; steps: number }>({
    name: "run-stand",
    text: `SELECT status, (SELECT count(*)::int FROM run_event e WHERE e.run_id = r.id AND e.type = 'step.succeeded') AS steps
      FROM run r WHERE id = $1::uuid AND workspace_id = $2`,
    values: [input.id, workspaceId],
  });
  const [row] = found.rows;
  if (row === undefined) throw new ServiceError("NOT_FOUND", "RUN", "There is no such run.");
  const waits = await readOpenWaits(pool, [{ id: input.id, status: row.status }]);
  return { ...row, answers: waits.get(input.id)?.answers ?? 0 };
}
