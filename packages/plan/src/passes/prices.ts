import type { Graph } from "@orrery/graph";
import type { Diagnostic } from "../plan.ts";
import { noCapabilities, type ParsedNode } from "./parse.ts";
import type { Structure } from "./structure.ts";

/** The prices of models that are known where a graph is compiled. */
export interface Prices {
  isKnown(model: string): boolean;
}

/** By the models that there are. Of one that is not among them there is more to say than that nobody knows its price. */
export function pricesOf(
  models: readonly { readonly id: string; readonly label: string; readonly hasPrice: boolean }[],
): Prices {
  // The default one is labelled with its own name, by which a step may ask for it too.
  const unknown = new Set(models.filter(({ hasPrice }) => !hasPrice).flatMap(({ id, label }) => [id, label]));
  return { isKnown: (model) => !unknown.has(model) };
}

/** Steps whose calls cannot be held against the limit in dollars, the graph's or their own. */
export function priceProblems(graph: Graph, { live, off, nodes }: Structure, prices: Prices): readonly Diagnostic[] {
  const isLimited = graph.settings?.budget?.maxUsd !== undefined;
  return [...live].flatMap((nodeId) => {
    if (off.has(nodeId)) return [];
    const parsed = nodes.get(nodeId);
    const limited = isLimited ? "this workflow" : hasOwnLimit(parsed) ? "it" : null;
    if (limited === null) return [];
    const models = (parsed?.capabilities ?? noCapabilities).models ?? [];
    const field = parsed?.definition?.fields.find(({ control }) => control === "model")?.path;
    return models
      .filter((model) => !prices.isKnown(model))
      .map((model): Diagnostic => {
        const message = `What “${model}” costs is not known, and ${limited} has a limit in dollars: “${nodeId}” would fail. Enter its price, choose another model, or limit tokens or calls.`;
        return {
          code: "ORR_PRICE_UNKNOWN",
          severity: "warning",
          message,
          nodeId,
          ...(field !== undefined && { field }),
        };
      });
  });
}

function hasOwnLimit(parsed: ParsedNode | undefined): boolean {
  if (parsed?.definition?.cost === undefined || parsed.config === null) return false;
  return parsed.definition.cost(parsed.config).needsPrice === true;
}
