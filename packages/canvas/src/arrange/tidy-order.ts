import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { nodeShape } from "../flow/node-shape.ts";
import type { Measured } from "../flow/tidy-layout.ts";
import { groupMembers, isFrame } from "../groups/group-members.ts";
import type { TidyOrder } from "./tidy-worker.ts";

export interface TidyWish {
  readonly graph: Graph;
  readonly catalog: Catalog;
  readonly sizes: ReadonlyMap<string, Measured>;
  /** Containers that are shown folded: they are laid out like a card. */
  readonly collapsed: ReadonlySet<string>;
  readonly only: ReadonlySet<string> | null;
}

/** What a layout needs to know of the types, as plain data. */
export function tidyOrder({ graph, catalog, sizes, collapsed, only }: TidyWish): TidyOrder {
  const kinds = new Map(graph.nodes.map((node) => [node.id, nodeShape(catalog, node).kind]));
  const ids = graph.nodes.map(({ id }) => id);
  return {
    ...{ graph, sizes, only },
    rooms: new Set(ids.filter((id) => kinds.get(id) === "room" && !collapsed.has(id))),
    frames: new Map(
      graph.nodes
        .filter((node) => isFrame(catalog, node))
        .map(({ id }) => [
          id,
          groupMembers(graph, catalog, id, sizes).filter((member) => kinds.get(member) !== "note"),
        ]),
    ),
    loose: new Set(ids.filter((id) => kinds.get(id) === "note")),
  };
}
