import type { Graph, GraphNode } from "@orrery/graph";
import { TOOLS } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { checkConnection, type Ends } from "../flow/check-connection.ts";
import { nodeShape } from "../flow/node-shape.ts";

/** A node that another may be connected to by one of its ways out, or why not. */
export interface ConnectChoice {
  readonly ends: Ends;
  readonly title: string;
  /** The way out, where there are several. */
  readonly way: string | null;
  readonly wayIn: string | null;
  /** In words; null where it may be drawn. */
  readonly why: string | null;
}

/** Every connection that may be drawn from a node, in the order of the document; then those that may not. */
export function connectChoices(graph: Graph, catalog: Catalog, source: GraphNode): readonly ConnectChoice[] {
  const shape = nodeShape(catalog, source);
  const ways = shape.hasTools ? [...shape.outputs, { id: TOOLS, label: "As a tool" }] : shape.outputs;
  const choices = ways.flatMap((way) =>
    graph.nodes.flatMap((target) => {
      const to = nodeShape(catalog, target);
      if (target.id === source.id) return [];
      return to.inputs.map((entry): ConnectChoice => {
        const ends = { source: source.id, sourceHandle: way.id, target: target.id, targetHandle: entry.id };
        const check = checkConnection(graph, catalog, ends);
        return {
          ends,
          title: to.title,
          way: ways.length > 1 ? way.label : null,
          wayIn: to.inputs.length > 1 ? entry.label : null,
          why: check.ok ? null : check.why,
        };
      });
    }),
  );
  return [...choices.filter(({ why }) => why === null), ...choices.filter(({ why }) => why !== null)];
}
