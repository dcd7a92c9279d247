import type { BuiltInPrice } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { readProviderKind } from "./provider-kinds.ts";

export interface ProviderRow {
  readonly id: string;
  readonly handle: string;
  readonly kind: string;
  readonly baseUrl: string;
  readonly credential: string | null;
  readonly models: readonly {
    /** `<handle>/<model>`, as steps name it. */
    readonly id: string;
    /** Dollars for a million tokens: the owner's word, else that of the built-in list; null where neither says. */
    readonly price: (BuiltInPrice & { readonly isBuiltIn: boolean }) | null;
    /** Since yesterday. */
    readonly calls: number;
    readonly failed: number;
    readonly tokens: number;
    readonly usd: number;
    /** Ms, the median of those that answered; null without any. */
    readonly latencyMs: number | null;
  }[];
}

/** The endpoints of the workspace, oldest first, with what their models cost and did in the last 24 hours. */
export async function listProviders({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly ProviderRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "model.read");
  const { db, pool, models: directory } = ctx.services;
  const builtIn = (kindText: string, baseUrl: string, name: string) => {
    const kind = readProviderKind(kindText);
    const found = kind === null ? null : (directory.builtInPrice?.({ kind, baseUrl }, name) ?? null);
    return found === null ? null : { ...found, isBuiltIn: true };
  };
  const [providers, prices, calls] = await Promise.all([
    db.modelProvider.findMany({ where: { workspaceId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
    db.modelPrice.findMany({ where: { workspaceId } }),
    pool.query<{ id: string; calls: number; failed: number; tokens: number; usd: number; latency: number | null }>(
      `SELECT provider || '/' || model AS id, count(*)::int AS calls, count(error_code)::int AS failed,
              sum(input_tokens + output_tokens)::float8 AS tokens, coalesce(sum(usd), 0)::float8 AS usd,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms) FILTER (WHERE error_code IS NULL) AS latency
         FROM model_call WHERE workspace_id = $1 AND at > now() - interval '24 hours' GROUP BY 1`,
      [workspaceId],
    ),
  ]);
  return providers.map(({ id, handle, kind, baseUrl, credential, models }) => ({
    id,
    handle,
    kind,
    baseUrl,
    credential,
    models: models.map((name) => {
      const full = `${handle}/${name}`;
      const price = prices.find(({ model }) => model === full);
      const seen = calls.rows.find((row) => row.id === full);
      return {
        id: full,
        price: price === undefined ? builtIn(kind, baseUrl, name) : ownersPrice(price),
        calls: seen?.calls ?? 0,
        failed: seen?.failed ?? 0,
        tokens: seen?.tokens ?? 0,
        usd: seen?.usd ?? 0,
        latencyMs: seen?.latency ?? null,
      };
    }),
  }));
}

function ownersPrice({
  input,
  output,
  asOf,
}: {
  readonly input: number;
  readonly output: number;
  readonly asOf: Date;
}) {
  return { input, output, asOf: asOf.toISOString().slice(0, 10), isBuiltIn: false };
}
