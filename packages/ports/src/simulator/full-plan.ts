import type { ContainerShape, PlanShape } from "@orrery/engine";
import type { Plan, PlanContainer } from "@orrery/plan";

const bound = { max: null, unboundedBy: [], perItem: {} };

/** A plan as a store holds it, around the shape that the engine reads. */
export function fullPlan(shape: PlanShape): Plan {
  return {
    schema: "orrery.plan/v1",
    name: "Simulation",
    ...shape,
    nodes: shape.nodes.map((node) => ({
      ...node,
      type: node.container === null ? "transform" : node.container.kind,
      typeVersion: 1,
      nodeHash: node.id,
      config: {},
      reads: [],
      container: node.container === null ? null : withTemplates(node.container),
    })),
    inputSchema: { type: "object" },
    capabilities: { hosts: [], models: [], secrets: [], tools: [], namespaces: [] },
    bounds: { steps: bound, modelCalls: bound, tokens: bound, usd: bound, wallMs: bound },
  };
}

function withTemplates(shape: ContainerShape): PlanContainer {
  return shape.kind === "each"
    ? { ...shape, items: [], collect: null }
    : { ...shape, initial: null, next: null, until: false };
}
