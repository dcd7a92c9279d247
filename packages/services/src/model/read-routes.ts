import type { SqlRunner } from "@orrery/db/run-log";
import type { ModelRoute, ModelRouteMode } from "@orrery/ports";

const modes: readonly ModelRouteMode[] = ["ordered", "weighted", "adaptive"];

/** The routes of a workspace, by name; one that a newer version wrote in a way unknown here is left out. */
export async function readRoutes(sql: SqlRunner, workspaceId: string): Promise<readonly ModelRoute[]> {
  const found = await sql.query<{
    name: string;
    mode: string;
    models: string[];
    weights: number[];
    fallback_on: string;
    timeout_ms: number | null;
    hedge_after_ms: number | null;
    frozen_at: Date | null;
  }>({
    name: "model-routes",
    text: `SELECT name, mode, models, weights, fallback_on, timeout_ms, hedge_after_ms, frozen_at
             FROM model_route WHERE workspace_id = $1 ORDER BY name`,
    values: [workspaceId],
  });
  return found.rows.flatMap((row): ModelRoute[] => {
    const mode = modes.find((one) => one === row.mode);
    if (mode === undefined || row.models.length === 0) return [];
    return [
      {
        name: row.name,
        mode,
        members: row.models.map((model, index) => ({ model, weight: row.weights[index] ?? 1 })),
        fallbackOn: row.fallback_on === "transient" ? "transient" : "any",
        timeoutMs: row.timeout_ms,
        hedgeAfterMs: row.hedge_after_ms,
        frozenAt: row.frozen_at?.getTime() ?? null,
      },
    ];
  });
}
