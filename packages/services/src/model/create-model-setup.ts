import type { SqlRunner } from "@orrery/db/run-log";
import type { ModelCallRecord, ModelProvider, ModelSetup } from "@orrery/ports";
import { v7 as uuidv7 } from "uuid";
import { readProviderKind } from "./provider-kinds.ts";
import { readFigures } from "./read-figures.ts";
import { readRoutes } from "./read-routes.ts";

/** What workspaces have set up of models, read from the database at each call; calls are written down there. */
export function createModelSetup(sql: SqlRunner, onTrouble: (error: unknown) => void): ModelSetup {
  return {
    async providers(workspaceId) {
      const found = await sql.query<{
        handle: string;
        kind: string;
        base_url: string;
        credential: string | null;
        models: string[];
      }>({
        name: "model-providers",
        text: "SELECT handle, kind, base_url, credential, models FROM model_provider WHERE workspace_id = $1 ORDER BY created_at, id",
        values: [workspaceId],
      });
      return found.rows.flatMap(({ handle, kind: text, base_url: baseUrl, credential, models }): ModelProvider[] => {
        const kind = readProviderKind(text);
        return kind === null ? [] : [{ handle, kind, baseUrl, credential, models }];
      });
    },
    async prices(workspaceId) {
      const found = await sql.query<{ model: string; input: number; output: number }>({
        name: "model-prices",
        text: "SELECT model, input, output FROM model_price WHERE workspace_id = $1",
        values: [workspaceId],
      });
      return new Map(found.rows.map(({ model, input, output }) => [model, { input, output }]));
    },
    routes: (workspaceId) => readRoutes(sql, workspaceId),
    figures: (workspaceId, models, before) => readFigures(sql, { workspaceId, models, before }),
    record(call: ModelCallRecord) {
      sql
        .query({
          name: "model-call",
          text: `INSERT INTO model_call (id, workspace_id, provider, model, error_code, input_tokens, output_tokens, usd, latency_ms, at, route)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0), $11)`,
          values: [
            uuidv7(),
            call.workspaceId,
            call.provider,
            call.model,
            call.errorCode,
            call.inputTokens,
            call.outputTokens,
            call.usd,
            Math.round(call.latencyMs),
            call.at,
            call.route,
          ],
        })
        .catch(onTrouble);
    },
  };
}
