import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import type { Plan, PlanNode } from "@orrery/plan";

/** What spans tell of a node; from its plan and the traits of its type. */
export interface TracedNode {
  readonly type: string;
  /** `model`: it asks one. `agent`: it asks one again and again, with tools. */
  readonly kind: "agent" | "model" | "other";
  /** The first model that it may ask, as its config names it. */
  readonly model: string | null;
  /** By node id: the names by which it calls its tools. */
  readonly tools: ReadonlyMap<string, string>;
}

/** The nodes of a plan by id. A type that this executor does not know is `other`. */
export function tracedNodes(plan: Pick<Plan, "nodes">, catalog: Catalog): ReadonlyMap<string, TracedNode> {
  return new Map(plan.nodes.map((node) => [node.id, tracedNode(node, catalog.get(node.type))]));
}

function tracedNode(node: PlanNode, definition: NodeDefinition | undefined): TracedNode {
  const model = definition === undefined ? null : askedModel(node, definition);
  const isAgent = definition?.traits.toolHandle === true && model !== null;
  return {
    type: node.type,
    kind: isAgent ? "agent" : model === null ? "other" : "model",
    model,
    tools: new Map(Object.entries(node.tools ?? {}).map(([id, { name }]) => [id, name])),
  };
}

/** A model may also be there to embed; then the step's cost has no model calls. */
function askedModel({ config }: PlanNode, definition: NodeDefinition): string | null {
  try {
    const asks = (definition.cost?.(config)?.modelCalls ?? 0) !== 0;
    return asks || definition.cost?.(config)?.modelCalls === null
      ? (definition.capabilities?.(config).models?.[0] ?? null)
      : null;
  } catch {
    return null;
  }
}
