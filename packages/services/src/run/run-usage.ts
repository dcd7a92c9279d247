import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

export interface RunUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What the steps of a run took of models, those of runs that it called left out. */
export async function runUsage({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<RunUsage> {
  const { workspaceId } = requirePermission(ctx.actor, "run.read");
  const found = await ctx.services.pool.query<{ input: number; output: number }>({
    name: "run-usage",
    text: `SELECT coalesce(sum((e.body->'usage'->>'inputTokens')::float8), 0)::float8 AS input,
        coalesce(sum((e.body->'usage'->>'outputTokens')::float8), 0)::float8 AS output
      FROM run r JOIN run_event e ON e.run_id = r.id AND e.type = 'step.succeeded'
      WHERE r.id = $1::uuid AND r.workspace_id = $2`,
    values: [input.id, workspaceId],
  });
  const { input: inputTokens = 0, output: outputTokens = 0 } = found.rows[0] ?? {};
  return { inputTokens, outputTokens };
}
