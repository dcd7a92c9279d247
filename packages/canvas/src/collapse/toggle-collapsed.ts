import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { EditorViewStore } from "../editor/editor-view.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { around, insideOf } from "./visible-graph.ts";

/**
 * Folds containers, or unfolds them where all of them are folded. For a node that holds nothing the container around it is
 * meant. This is each viewer's own: the drawing stays as it is.
 */
export function toggleCollapsed(
  view: EditorViewStore,
  graph: Graph,
  catalog: Catalog,
  nodeIds: Iterable<string>,
): void {
  const wanted = new Set(nodeIds);
  const rooms = new Set(
    graph.nodes.flatMap((node) => {
      if (!wanted.has(node.id)) return [];
      if (nodeShape(catalog, node).kind === "room") return [node.id];
      return around(graph, node.id).slice(0, 1);
    }),
  );
  if (rooms.size === 0) {
    view.setState({ notice: "Choose a container, or something in one, to collapse it." });
    return;
  }
  const { collapsed, selectedNodes } = view.getState();
  if (rooms.isSubsetOf(collapsed)) {
    view.setState({ collapsed: collapsed.difference(rooms) });
    return;
  }
  const hidden = insideOf(graph, rooms);
  const hides = [...selectedNodes].some((id) => hidden.has(id));
  view.setState({
    collapsed: collapsed.union(rooms),
    // What cannot be seen is not chosen.
    ...(hides && { selectedNodes: selectedNodes.difference(hidden).union(rooms) }),
  });
}

/** Unfolds what stands around a node, so that it is seen. */
export function unfoldAround(view: EditorViewStore, graph: Graph, nodeId: string): void {
  const { collapsed } = view.getState();
  const left = collapsed.difference(new Set(around(graph, nodeId)));
  if (left.size !== collapsed.size) view.setState({ collapsed: left });
}
