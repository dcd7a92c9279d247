import type { SqlRunner } from "@orrery/db/run-log";
import type { ModelFigures, ModelSetup } from "@orrery/ports";

type Asked = Parameters<NonNullable<ModelSetup["figures"]>>[1];

/** What was seen of models before a moment (epoch ms). Calls that we gave up ourselves tell nothing of a model. */
export async function readFigures(
  sql: SqlRunner,
  { workspaceId, models, before }: { readonly workspaceId: string; readonly models: Asked; readonly before: number },
): Promise<readonly (ModelFigures & Asked[number])[]> {
  const found = await sql.query<{
    provider: string;
    model: string;
    calls: number;
    failed: number;
    mean: number | null;
    deviation: number | null;
    usd: number | null;
  }>({
    name: "model-figures",
    text: `SELECT asked.provider, asked.model, count(seen.at)::int AS calls, count(seen.error_code)::int AS failed,
             avg(ln(greatest(seen.latency_ms, 1))) FILTER (WHERE seen.error_code IS NULL)::float8 AS mean,
             stddev_pop(ln(greatest(seen.latency_ms, 1))) FILTER (WHERE seen.error_code IS NULL)::float8 AS deviation,
             avg(seen.usd) FILTER (WHERE seen.error_code IS NULL)::float8 AS usd
        FROM unnest($2::text[], $3::text[]) AS asked(provider, model)
        CROSS JOIN LATERAL (
          SELECT at, error_code, latency_ms, usd FROM model_call
           WHERE workspace_id = $1 AND provider = asked.provider AND model = asked.model
             AND at < to_timestamp($4 / 1000.0) AND at > to_timestamp($4 / 1000.0) - interval '7 days'
             AND (error_code IS NULL OR error_code NOT IN ('MODEL_OVERTAKEN', 'MODEL_ABORTED'))
           ORDER BY at DESC LIMIT 200
        ) AS seen
       GROUP BY 1, 2`,
    values: [workspaceId, models.map(({ provider }) => provider), models.map(({ model }) => model), before],
  });
  return found.rows.map(({ provider, model, calls, failed, mean, deviation, usd }) => ({
    ...{ provider, model, calls, failed, usd },
    logLatency: mean === null ? null : { mean, deviation: deviation ?? 0 },
  }));
}
