import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { ReactFlowInstance } from "@xyflow/react";
import { fittingPorts, type Port, portKey } from "../connect/fitting-ports.ts";
import { lastPointer } from "../connect/last-pointer.ts";
import { freeOutput } from "../editor/editor-edits.ts";
import type { EditorViewStore } from "../editor/editor-view.ts";
import type { FlowNode } from "../flow/flow-nodes.ts";

export interface QuickAddPlace {
  readonly graph: Graph;
  readonly catalog: Catalog;
  readonly view: EditorViewStore;
  readonly flow: ReactFlowInstance<FlowNode>;
}

/** Opens the menu of what can be added: at the free way out of the one node given, otherwise where the pointer is. */
export function openQuickAdd({ graph, catalog, view, flow }: QuickAddPlace, nodes: ReadonlySet<string>): void {
  const [only] = nodes;
  const handle = nodes.size === 1 && only !== undefined ? freeOutput(graph, catalog, only) : null;
  const canvas = window.document.querySelector(".orrery-flow");
  if (only !== undefined && handle !== null) {
    const port: Port = { nodeId: only, handle, side: "out" };
    const drawn = canvas?.querySelector(`[data-node-id="${only}"] [data-handle="${handle}"]`)?.getBoundingClientRect();
    view.setState({
      connecting: { port, by: "menu" },
      fitting: new Set(fittingPorts(graph, catalog, port).map(portKey)),
      quickAdd: { at: drawn ? { x: drawn.right + 14, y: drawn.top } : middleOf(canvas), place: null, from: port },
    });
    return;
  }
  const drawnEdge = canvas?.querySelector(".react-flow__edge:focus");
  const edge = graph.edges.find(({ id }) => id === drawnEdge?.getAttribute("data-id"));
  if (edge && drawnEdge) {
    const { left, top, width, height } = drawnEdge.getBoundingClientRect();
    const at = { x: left + width / 2, y: top + height / 2 };
    const place = flow.screenToFlowPosition(at);
    view.setState({ quickAdd: { at, place: { x: place.x - 116, y: place.y - 27 }, from: null, into: edge.id } });
    return;
  }
  const pointer = lastPointer();
  const over = pointer && window.document.elementFromPoint(pointer.x, pointer.y)?.closest(".orrery-flow");
  const at = pointer && over ? pointer : middleOf(canvas);
  const { x, y } = flow.screenToFlowPosition(at);
  view.setState({ quickAdd: { at, place: { x: x - 116, y: y - 24 }, from: null } });
}

function middleOf(canvas: Element | null): { x: number; y: number } {
  const box = canvas?.getBoundingClientRect();
  return box ? { x: box.left + box.width / 2 - 150, y: box.top + box.height / 3 } : { x: 100, y: 100 };
}
