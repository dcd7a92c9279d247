import type { Graph, GraphNode } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { CARD_HEIGHT, CARD_WIDTH, ROOM_SIZE } from "../flow/flow-nodes.ts";
import { nodeShape } from "../flow/node-shape.ts";
import type { Measured } from "../flow/tidy-layout.ts";

/** Whether a node is drawn as a frame around others. */
export function isFrame(catalog: Catalog, node: GraphNode): boolean {
  return catalog.get(node.type)?.traits.frame === true;
}

/** What lies wholly inside a frame, as large as it is drawn; an inner frame with what lies in that. */
export function groupMembers(
  graph: Graph,
  catalog: Catalog,
  frameId: string,
  sizes: ReadonlyMap<string, Measured>,
): string[] {
  const frame = graph.nodes.find((node) => node.id === frameId);
  if (!frame || !isFrame(catalog, frame)) return [];
  const { x, y } = frame.position;
  const { width, height } = frame.size ?? ROOM_SIZE;
  return graph.nodes
    .filter((node) => {
      if (node.id === frameId || node.parentId !== undefined) return false;
      const own = sizeOf(node, catalog, sizes);
      return (
        node.position.x >= x &&
        node.position.y >= y &&
        node.position.x + own.width <= x + width &&
        node.position.y + own.height <= y + height
      );
    })
    .map(({ id }) => id);
}

/** The chosen nodes, and what moves with the frames among them. */
export function withMembers(
  graph: Graph,
  catalog: Catalog,
  chosen: ReadonlySet<string>,
  sizes: ReadonlyMap<string, Measured>,
): ReadonlySet<string> {
  return new Set([...chosen, ...[...chosen].flatMap((id) => groupMembers(graph, catalog, id, sizes))]);
}

export function sizeOf(node: GraphNode, catalog: Catalog, sizes: ReadonlyMap<string, Measured>): Measured {
  const own = nodeShape(catalog, node).kind === "card" ? undefined : node.size;
  return sizes.get(node.id) ?? own ?? { width: CARD_WIDTH, height: CARD_HEIGHT };
}
