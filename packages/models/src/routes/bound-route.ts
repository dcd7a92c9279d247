import type { ModelCallBound, ModelRoute } from "@orrery/ports";

/**
 * The most that a call by a route may take: its dearest member's, twice where two may be under way side by side. A call that
 * failed counts nothing, as everywhere.
 */
export function boundRoute(
  { members, hedgeAfterMs }: Pick<ModelRoute, "members" | "hedgeAfterMs">,
  boundOf: (model: string) => ModelCallBound,
): ModelCallBound {
  const bounds = members.map(({ model }) => boundOf(model));
  const times = hedgeAfterMs === null || members.length < 2 ? 1 : 2;
  const dollars = bounds.map(({ usd }) => usd).filter((usd) => usd !== null);
  return {
    tokens: times * Math.max(...bounds.map(({ tokens }) => tokens)),
    usd: dollars.length < bounds.length ? null : times * Math.max(...dollars),
    maxTokens: Math.max(...bounds.map(({ maxTokens }) => maxTokens)),
  };
}
